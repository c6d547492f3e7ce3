import type { PageElement, Tools } from './page';

/** What the sliders start from, and where they end. */
export interface Explorer {
  start: number[];
  min: number;
  max: number;
  names: string[];
  /** Whether the decoder's pixels are from -1 to 1. */
  isSigned: boolean;
}

// This function is embedded in the page and runs in the browser: it must not use anything defined outside of it.

/** Replaces the still picture by sliders and the picture that is decoded from them. */
export function startExplorer(
  root: PageElement,
  { add, addButton, addPicture, paint, toText }: Tools,
  decode: (code: ArrayLike<number>) => number[],
  { start, min, max, names, isSigned }: Explorer,
): void {
  root.replaceChildren();
  const whole = add(root, 'div', 'display:flex;flex-wrap:wrap;gap:1.5em;align-items:flex-start');
  const code = [...start];
  const side = Math.sqrt(decode(code).length);
  const canvas = addPicture(whole, side, 'decoded in this page');
  const controls = add(whole, 'div', 'flex:1 1 16em;min-width:0');
  const columns = names.length > 4 ? 'repeat(auto-fill,minmax(11em,1fr))' : 'minmax(0,26em)';
  const list = add(controls, 'div', `display:grid;grid-template-columns:${columns};gap:0.4em 1.5em`);
  const sliders = names.map((name, i) => {
    const label = add(list, 'label', 'display:block;min-width:0');
    const words = add(label, 'span', 'display:flex;justify-content:space-between');
    add(words, 'span').textContent = name;
    const told = add(words, 'span', 'font-variant-numeric:tabular-nums', { 'aria-hidden': 'true' });
    const step = (max - min) / 120;
    const range = { type: 'range', min, max, step, 'aria-label': name };
    const input = add(label, 'input', 'width:100%;margin:0;accent-color:#379ebc', range);
    input.addEventListener('input', () => {
      code[i] = Number(input.value);
      draw();
    });
    return { input, told };
  });
  const show = (values: number[]) => {
    values.forEach((value, i) => {
      code[i] = Math.min(max, Math.max(min, value));
      sliders[i]!.input.value = String(code[i]);
    });
    draw();
  };
  const toNormal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  const buttons = add(controls, 'div', 'margin-top:1em');
  addButton(buttons, 'Random code', () =>
    show(names.map(() => (min + max) / 2 + (toNormal() * (max - min)) / 6)),
  );
  addButton(buttons, 'Start again', () => show(start));
  function draw() {
    const pixels = decode(code);
    paint(canvas, isSigned ? pixels.map((pixel) => (pixel + 1) / 2) : pixels);
    sliders.forEach(({ told }, i) => (told.textContent = toText(code[i]!)));
    const numbers = code.map(toText).join(', ');
    canvas.setAttribute('aria-label', `The picture decoded from the code ${numbers}`);
  }
  show(start);
}
