/**
 * Makes happy-dom answer as a browser does where DOMPurify asks; import it before the sanitiser.
 *
 * What it cannot mend is the parser (namespaces, raw text): vectors about that run in real browsers only.
 */

/**
 * DOMPurify reads names through Node.prototype, past anything that a hostile form shadows. DOM has one getter there
 * for every kind of node (DOM §4.4, nodeName); happy-dom has one for each class, and Node's own answers ''.
 */
Object.defineProperty(Node.prototype, 'nodeName', {
  configurable: true,
  get(this: Node): unknown {
    for (let at = Object.getPrototypeOf(this); at && at !== Node.prototype; at = Object.getPrototypeOf(at)) {
      const own = Object.getOwnPropertyDescriptor(at, 'nodeName');
      if (own?.get) return own.get.call(this);
    }
    return '';
  },
});

/**
 * A node iterator stays in its tree when the node it stands on is removed (DOM §6.1, pre-removing steps); happy-dom's
 * loses its place and skips what follows.
 */
document.createNodeIterator = (root: Node): NodeIterator => {
  const visited: Node[] = [];
  const nextNode = (): Node | null => {
    while (visited.length > 0 && !root.contains(visited.at(-1) as Node)) visited.pop();
    const last = visited.at(-1);
    const next = last ? following(last, root) : root;
    if (next) visited.push(next);
    return next;
  };
  return { nextNode } as NodeIterator;
};

function following(node: Node, root: Node): Node | null {
  if (node.firstChild) return node.firstChild;
  for (let at: Node | null = node; at && at !== root; at = at.parentNode) if (at.nextSibling) return at.nextSibling;
  return null;
}
