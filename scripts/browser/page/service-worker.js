// Adds the headers that isolate the pages of this folder from others, and keeps what was loaded, for when there is no network.

const kept = 'autoencoders-1';

/** By these a browser lets a page share memory with its workers. */
const isolating = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
};

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const isOurs = new URL(request.url).origin === self.location.origin;
  if (request.method === 'GET' && isOurs) event.respondWith(answer(event, request));
});

async function answer(event, request) {
  const cache = await caches.open(kept);
  let response;
  try {
    response = await fetch(request);
  } catch (error) {
    response = await cache.match(request, { ignoreSearch: true });
    if (!response) throw error;
    return isolated(response);
  }
  // a full disk must not keep anyone from reading
  if (response.status === 200) event.waitUntil(cache.put(request, response.clone()).catch(() => undefined));
  return isolated(response);
}

function isolated(response) {
  if (response.status === 0 || response.type === 'opaqueredirect') return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(isolating)) headers.set(name, value);
  const { status, statusText } = response;
  const body = [204, 205, 304].includes(status) ? null : response.body;
  return new Response(body, { status, statusText, headers });
}
