import type { PageElement, PageEvent, Tools } from './page';

/** What the pad needs besides its networks. */
export interface Pad {
  /** Pixels in a row. */
  side: number;
  /** Pictures to start from, one byte a pixel, in base64. */
  examples: string;
  /** Whether the model's pixels are from -1 to 1. */
  isSigned: boolean;
}

type Run = (input: ArrayLike<number>) => number[];

// This function is embedded in the page and runs in the browser: it must not use anything defined outside of it.

/** Replaces the still picture by a pad to draw on, the code of what is drawn, and its reconstruction. */
export function startPad(
  root: PageElement,
  { add, addButton, addPicture, paint, toText }: Tools,
  encode: Run,
  decode: Run,
  { side, examples, isSigned }: Pad,
): void {
  root.replaceChildren();
  const help = `${root.id}-help`;
  add(root, 'p', 'margin-top:0', { id: help }).textContent =
    'Draw with the mouse or a finger. On the keyboard, the arrow keys move a cursor, Space paints, Shift with an arrow key paints on the way, and Delete clears.';
  const parts = add(root, 'div', 'display:flex;flex-wrap:wrap;gap:1.5em;align-items:flex-start');
  const pad = addPicture(parts, side, 'your digit', {
    ...{ role: 'application', tabindex: 0, 'aria-label': `Pad of ${side} by ${side} pixels` },
    'aria-describedby': help,
  });
  pad.style.cssText += ';touch-action:none;cursor:crosshair';
  const frame = add(parts, 'figure', 'margin:0');
  const bars = add(
    frame,
    'div',
    'position:relative;width:196px;height:196px;border:1px solid #8c8c8c;overflow:hidden',
    { role: 'img' },
  );
  const numbers = add(frame, 'figcaption', 'max-width:196px;font-variant-numeric:tabular-nums');
  const redrawn = addPicture(parts, side, 'its reconstruction');
  const buttons = add(root, 'div', 'margin-top:1em');
  const told = add(root, 'p', 'min-height:1.5em;margin:0', { role: 'status', 'aria-live': 'polite' });

  const pixels = Array<number>(side * side).fill(0);
  let cursor = { x: side >> 1, y: side >> 1 };
  let isTyped = false; // the cursor is shown once a key has moved it
  let shown = 0;
  const given = atob(examples);
  const count = given.length / pixels.length;

  /** How far to move the drawing, so that the middle of its ink is where it is in MNIST. */
  const toShift = () => {
    let [ink, x, y] = [0, 0, 0];
    pixels.forEach((value, i) => {
      ink += value;
      x += value * (i % side);
      y += value * Math.floor(i / side);
    });
    return ink ? [Math.round(side / 2 - x / ink), Math.round(side / 2 - y / ink)] : [0, 0];
  };
  const move = (from: number[], dx: number, dy: number, empty: number) =>
    from.map((_, i) => {
      const [x, y] = [(i % side) - dx, Math.floor(i / side) - dy];
      return x < 0 || y < 0 || x >= side || y >= side ? empty : from[y * side + x]!;
    });
  const show = () => {
    const [dx, dy] = toShift() as [number, number];
    const input = move(pixels, dx, dy, 0);
    const code = encode(isSigned ? input.map((value) => 2 * value - 1) : input);
    const output = decode(code);
    const drawn = isSigned ? output.map((value) => (value + 1) / 2) : output;
    paint(pad, pixels, isTyped ? [cursor.y * side + cursor.x] : []);
    paint(redrawn, move(drawn, -dx, -dy, 0));
    redrawn.setAttribute('aria-label', `What the decoder draws from the code: ${describe(drawn)}`);
    showCode(code);
  };
  const describe = (drawn: number[]) =>
    `${drawn.filter((value) => value > 0.5).length} of ${drawn.length} pixels are light`;
  const showCode = (code: number[]) => {
    bars.replaceChildren();
    const largest = Math.max(1e-9, ...code.map(Math.abs));
    const width = 100 / code.length;
    const isPositive = code.every((value) => value >= 0);
    code.forEach((value, i) => {
      const height = ((isPositive ? 100 : 50) * Math.abs(value)) / largest;
      const top = isPositive ? 100 - height : value > 0 ? 50 - height : 50;
      const place = `left:${(i + 0.1) * width}%;width:${0.8 * width}%;top:${top}%;height:${height}%`;
      add(bars, 'div', `position:absolute;background:#379ebc;${place}`);
    });
    const text = code.map(toText).join(', ');
    bars.setAttribute('aria-label', `The code: ${text}`);
    numbers.textContent = code.length > 4 ? `its code, ${code.length} numbers` : `its code: ${text}`;
  };
  /** A round spot of ink, as wide as the strokes of MNIST. */
  const dab = (x: number, y: number) => {
    pixels.forEach((value, i) => {
      const distance = Math.hypot((i % side) - x, Math.floor(i / side) - y);
      pixels[i] = Math.max(value, Math.min(1, 1.7 - distance));
    });
  };
  const clear = () => {
    pixels.fill(0);
    show();
  };

  let last: { x: number; y: number } | undefined;
  const toPlace = ({ clientX, clientY }: PageEvent) => {
    const { left, top, width, height } = pad.getBoundingClientRect();
    return { x: ((clientX - left) / width) * side - 0.5, y: ((clientY - top) / height) * side - 0.5 };
  };
  const stroke = (event: PageEvent) => {
    const to = toPlace(event);
    const from = last ?? to;
    const steps = Math.ceil(2 * Math.hypot(to.x - from.x, to.y - from.y)) || 1;
    for (let k = 1; k <= steps; k++)
      dab(from.x + ((to.x - from.x) * k) / steps, from.y + ((to.y - from.y) * k) / steps);
    last = to;
    isTyped = false;
    show();
  };
  pad.addEventListener('pointerdown', (event) => {
    pad.setPointerCapture(event.pointerId);
    last = undefined;
    stroke(event);
  });
  pad.addEventListener('pointermove', (event) => {
    if (event.buttons & 1) stroke(event);
  });

  const arrows: Record<string, [number, number]> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  };
  pad.addEventListener('keydown', (event) => {
    const by = arrows[event.key];
    if (!by && ![' ', 'Delete', 'Backspace'].includes(event.key)) return;
    event.preventDefault();
    isTyped = true;
    const within = (value: number) => Math.min(side - 1, Math.max(0, value));
    if (by) cursor = { x: within(cursor.x + by[0]), y: within(cursor.y + by[1]) };
    if (event.key === ' ' || (by && event.shiftKey)) dab(cursor.x, cursor.y);
    if (!by && event.key !== ' ') clear();
    else show();
    const ink = pixels[cursor.y * side + cursor.x]! > 0.5 ? 'ink' : 'empty';
    told.textContent = `row ${cursor.y + 1}, column ${cursor.x + 1}: ${ink}`;
  });
  const showExample = () => {
    pixels.forEach((_, i) => (pixels[i] = given.charCodeAt((shown % count) * pixels.length + i) / 255));
    shown++;
    show();
  };
  addButton(buttons, 'Clear', clear);
  addButton(buttons, 'Show a digit', showExample);
  showExample();
}
