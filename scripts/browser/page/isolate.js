// Where the server does not send the headers that isolate a page from others, a service worker adds them: without them, no
// memory is shared with the kernel, so Stop may lose the variables. It takes over when the page is loaded again, once.
(async (script) => {
  const tried = 'autoencoders.isolate';
  const workers = navigator.serviceWorker;
  if (!workers) return; // a page that is not served securely
  await workers.register(new URL('service-worker.js', script));
  await workers.ready;
  if (self.crossOriginIsolated || sessionStorage.getItem(tried)) return;
  sessionStorage.setItem(tried, 'yes');
  location.reload();
})(document.currentScript.src).catch((error) => console.warn(`The page is not isolated: ${error.message}`));
