// Imported before TensorFlow.js, which lets other work run between two steps by asking for the next frame of the screen. A
// worker has no screen to wait for, and a page that is not seen gets no frames. In Node, setImmediate does the same.
const { port1, port2 } = new MessageChannel();
const waiting = [];
port1.onmessage = () => waiting.shift()?.(performance.now());

const soon = (callback) => {
  port2.postMessage(undefined);
  return waiting.push(callback);
};

globalThis.requestAnimationFrame = soon;
globalThis.setImmediate = (callback, ...args) => soon(() => callback(...args));
