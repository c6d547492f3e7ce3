import { tag } from './svg';

/** Corners of Plotly's marker shapes, by number, on a circle of radius 1, y down. */
const corners: Record<number, [number, number][]> = {
  1: square(0.89),
  2: [
    [0, -1.25],
    [1.25, 0],
    [0, 1.25],
    [-1.25, 0],
  ],
  3: cross(0),
  4: cross(Math.PI / 4),
  5: star(3, 1.2, 1.2 / 2, -Math.PI / 2),
  6: star(3, 1.2, 1.2 / 2, Math.PI / 2),
  7: star(3, 1.2, 1.2 / 2, Math.PI),
  13: star(5, 1.1, 1.1 * Math.cos(Math.PI / 5), -Math.PI / 2),
  17: star(5, 1.4, 1.4 * 0.382, -Math.PI / 2),
};

/** The outlines drawn so far, from their centre, by shape and radius: thousands of points share a few. */
const outlines = new Map<string, string>();

/** A marker of Plotly's shape `symbol` (a circle if it is not one of ours) with radius `r`. */
export function drawShape(symbol: unknown, cx: number, cy: number, r: number, fill?: string): string {
  const shape = corners[Number(symbol ?? 0)];
  if (!shape) return tag('circle', { cx, cy, r, fill });
  const key = `${Number(symbol)} ${r}`;
  let outline = outlines.get(key);
  if (!outline) outlines.set(key, (outline = toOutline(shape, r)));
  return tag('path', { d: `M${cx.toFixed(2)} ${cy.toFixed(2)}${outline}`, fill });
}

/** A path from the centre to the first corner, along the others, and back. */
function toOutline(shape: [number, number][], r: number): string {
  const steps = shape.map(([x, y], k) => {
    const [fromX, fromY] = shape[k - 1] ?? [0, 0];
    return `${k ? 'l' : 'm'}${(r * (x - fromX)).toFixed(2)} ${(r * (y - fromY)).toFixed(2)}`;
  });
  return `${steps.join('')}z`;
}

function square(half: number): [number, number][] {
  return [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
  ];
}

/** A star with `count` points at distance `far`, and corners between them at distance `near`. */
function star(count: number, far: number, near: number, turn: number): [number, number][] {
  return Array.from({ length: 2 * count }, (_, k) => {
    const [angle, distance] = [turn + (k * Math.PI) / count, k % 2 ? near : far];
    return [distance * Math.cos(angle), distance * Math.sin(angle)];
  });
}

/** A plus sign with arms of length 1.2 and half-width 0.4, turned. */
function cross(turn: number): [number, number][] {
  return [0, 1, 2, 3].flatMap((arm) =>
    [
      [0.4, 0.4],
      [1.2, 0.4],
      [1.2, -0.4],
    ].map(([x, y]): [number, number] => {
      const angle = turn - (arm * Math.PI) / 2;
      return [x! * Math.cos(angle) - y! * Math.sin(angle), x! * Math.sin(angle) + y! * Math.cos(angle)];
    }),
  );
}
