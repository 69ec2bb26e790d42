import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserFetch, closeConnections } from '../../scripts/simulator/browser-fetch.ts';

const TEXT = 'A sentence that is worth packing. '.repeat(400);

const answers: Readonly<Record<string, (response: ServerResponse, headers: NodeJS.Dict<string | string[]>) => void>> = {
  '/gzip': (response) => response.setHeader('Content-Encoding', 'gzip').end(gzipSync(TEXT)),
  '/deflate': (response) => response.setHeader('Content-Encoding', 'deflate').end(deflateSync(TEXT)),
  '/half-gzip': (response) => {
    const packed = gzipSync(Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251)));
    response.setHeader('Content-Encoding', 'gzip').end(packed.subarray(0, packed.length >> 1));
  },
  '/short': (response) => response.setHeader('Content-Length', '5000').write('half', () => response.destroy()),
  '/empty?': (response) => response.end('with its question mark'),
  '/away': (response) => response.writeHead(301, { Location: 'there', 'Set-Cookie': 'a=1' }).end('moved'),
  '/there': (response, headers) => response.end(JSON.stringify(headers)),
  '/file': (response) => response.writeHead(302, { Location: 'file:///etc/passwd' }).end(),
  '/round': (response) => response.writeHead(302, { Location: '/round' }).end(),
  '/same': (response) => response.writeHead(304, { ETag: '"1"' }).end(),
  '/silent': () => {},
};

let rounds = 0;
const server = createServer((request, response) => {
  if (request.url === '/round') rounds += 1;
  answers[request.url ?? '']?.(response, request.headers);
});
let origin = '';
let open = 0;
const fetchLikeBrowser = browserFetch(() => {
  open += 1;
  return () => {
    open -= 1;
  };
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://a-blog.localhost:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  closeConnections();
  server.close();
  server.closeAllConnections();
  expect(open).toBe(0);
});

test.each(['/gzip', '/deflate'])('a packed body is unpacked: %s', async (path) => {
  expect(await (await fetchLikeBrowser(origin + path)).text()).toBe(TEXT);
});

test('half of a gzip body passes for a whole one, as in both browsers', async () => {
  const bytes = await (await fetchLikeBrowser(`${origin}/half-gzip`)).arrayBuffer();
  expect(bytes.byteLength).toBeLessThan(5000);
});

test('a body that is shorter than it was announced is an error', async () => {
  const response = await fetchLikeBrowser(`${origin}/short`);
  await expect(response.text()).rejects.toThrow('Failed to fetch');
});

test('the address is sent as it is, to the question mark', async () => {
  expect(await (await fetchLikeBrowser(`${origin}/empty?`)).text()).toBe('with its question mark');
});

test('a redirect is followed without a word about it, and no cookie is kept', async () => {
  const response = await fetchLikeBrowser(`${origin}/away`, { headers: { Cookie: 'b=2', 'If-None-Match': 'W/"x"' } });
  expect(response).toMatchObject({ status: 200, url: `${origin}/there` });
  expect(await response.json()).toMatchObject({ 'if-none-match': 'W/"x"', 'accept-encoding': 'gzip, deflate, br' });
  expect(await (await fetchLikeBrowser(`${origin}/there`)).json()).not.toHaveProperty('cookie');
});

test('a redirect to another scheme is an error, and so is the 21st', async () => {
  await expect(fetchLikeBrowser(`${origin}/file`)).rejects.toThrow('Not allowed to lead to file:');
  await expect(fetchLikeBrowser(`${origin}/round`)).rejects.toThrow('Too many redirects');
  expect(rounds).toBe(21);
});

test('304 comes through where the caller brought its own validators', async () => {
  const response = await fetchLikeBrowser(`${origin}/same`, { headers: { 'If-None-Match': '"1"' } });
  expect([response.status, response.headers.get('etag'), await response.text()]).toEqual([304, '"1"', '']);
});

test('who gives up waiting gets the reason, and the connection is gone', async () => {
  const signal = AbortSignal.timeout(50);
  await expect(fetchLikeBrowser(`${origin}/silent`, { signal })).rejects.toThrow('aborted due to timeout');
});
