import { expect, test } from 'vitest';
import { embedSite } from '../../../src/ui/reader/embed-sites.ts';

test.each([
  ['https://www.youtube.com/embed/abc-_1?rel=0&start=42', 'YouTube', 'https://www.youtube.com/watch?v=abc-_1&t=42'],
  ['https://www.youtube-nocookie.com/embed/abc', 'YouTube', 'https://www.youtube.com/watch?v=abc'],
  ['https://www.youtube.com/embed/videoseries?list=PL1', 'YouTube', 'https://www.youtube.com/playlist?list=PL1'],
  ['https://player.vimeo.com/video/123?h=9', 'Vimeo', 'https://vimeo.com/123'],
  ['https://open.spotify.com/embed/episode/1a', 'Spotify', 'https://open.spotify.com/episode/1a'],
  [
    'https://embed.podcasts.apple.com/us/podcast/x/id1',
    'Apple Podcasts',
    'https://podcasts.apple.com/us/podcast/x/id1',
  ],
  ['https://codepen.io/ada/embed/preview/xYz?theme=1', 'CodePen', 'https://codepen.io/ada/pen/xYz'],
  [
    'https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/1',
    'SoundCloud',
    'https://api.soundcloud.com/tracks/1',
  ],
  ['https://clips.twitch.tv/embed?clip=X', 'Twitch', 'https://clips.twitch.tv/embed?clip=X'],
])('%s is of %s, at %s', (frame, name, address) => {
  expect(embedSite(frame)).toEqual({ name, address });
});

test.each(['https://notyoutube.com/embed/a', 'https://youtube.com.evil.example/embed/a'])(
  '%s is of no known site',
  (frame) => {
    expect(embedSite(frame)).toBeUndefined();
  },
);
