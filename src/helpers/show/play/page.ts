// The members of the page that scripts use; the project is compiled without DOM types.

/** An element of a page. */
export interface PageElement {
  readonly id: string;
  readonly ownerDocument: { createElement(kind: string): PageElement };
  readonly style: { cssText: string };
  textContent: string | null;
  value: string;
  append(...children: (PageElement | string)[]): void;
  replaceChildren(...children: PageElement[]): void;
  setAttribute(name: string, value: string): void;
  addEventListener(event: string, listener: (event: PageEvent) => void): void;
  setPointerCapture(pointer: number): void;
  getBoundingClientRect(): { left: number; top: number; width: number; height: number };
  getContext(kind: '2d'): Brush;
}

/** A canvas's context. */
export interface Brush {
  createImageData(width: number, height: number): { data: Uint8ClampedArray };
  putImageData(image: { data: Uint8ClampedArray }, x: number, y: number): void;
}

/** What happened: a key, or a pointer that moved. */
export interface PageEvent {
  key: string;
  shiftKey: boolean;
  buttons: number;
  pointerId: number;
  clientX: number;
  clientY: number;
  preventDefault(): void;
}

// This function is embedded in the page and runs in the browser: it must not use anything defined outside of it.

/** What the scripts of all outputs to play with share. */
export function buildTools(root: PageElement) {
  /** A new element with a style and attributes, at the end of `parent`. */
  const add = (
    parent: PageElement,
    kind: string,
    style = '',
    attributes: Record<string, string | number> = {},
  ): PageElement => {
    const element = root.ownerDocument.createElement(kind);
    element.style.cssText = style;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    // JupyterLab has its own meaning for most keys. It must not take those that are typed here; it asks the focused element.
    element.setAttribute('data-lm-suppress-shortcuts', 'true');
    parent.append(element);
    return element;
  };
  /** A button with a text. */
  const addButton = (parent: PageElement, text: string, click: () => void): PageElement => {
    const button = add(parent, 'button', 'margin:0 0.5em 0.5em 0;padding:0.3em 0.8em', { type: 'button' });
    button.textContent = text;
    button.addEventListener('click', click);
    return button;
  };
  /** A square picture of `side` x `side` pixels, drawn large, with a caption. */
  const addPicture = (parent: PageElement, side: number, caption: string, more = {}): PageElement => {
    const figure = add(parent, 'figure', 'margin:0');
    const style =
      'width:196px;height:196px;image-rendering:pixelated;display:block;border:1px solid #8c8c8c;background:#000';
    const canvas = add(figure, 'canvas', style, { width: side, height: side, role: 'img', ...more });
    add(figure, 'figcaption', 'max-width:196px').textContent = caption;
    return canvas;
  };
  /** Draws pixels from 0 (black) to 1 (white); those in `marked` in colour. */
  const paint = (canvas: PageElement, pixels: ArrayLike<number>, marked: number[] = []) => {
    const side = Math.sqrt(pixels.length);
    const brush = canvas.getContext('2d');
    const image = brush.createImageData(side, side);
    for (let i = 0; i < pixels.length; i++) {
      const grey = Math.round(255 * Math.min(1, Math.max(0, pixels[i]!)));
      image.data.set(marked.includes(i) ? [230, 120, 0, 255] : [grey, grey, grey, 255], 4 * i);
    }
    brush.putImageData(image, 0, 0);
  };
  /** A number with two decimals, without -0.00. */
  const toText = (value: number): string => value.toFixed(2).replace(/^-(0\.00)$/, '$1');
  return { add, addButton, addPicture, paint, toText };
}

/** What `buildTools` gives. */
export type Tools = ReturnType<typeof buildTools>;
