/** Deeper than this, points are as good as one. */
const depthLimit = 40;

/**
 * Points in the plane, in squares within squares: what lies far away is felt as one heavy point, so that all forces
 * between n points cost n log n and not n^2.
 *
 * @see Barnes and Hut (1986), "A hierarchical O(N log N) force-calculation algorithm"
 */
export class QuadTree {
  /** Of each square: centre of mass, points in it, side, and the first of its four squares (0 where none). */
  private x: number[] = [];
  private y: number[] = [];
  private count: number[] = [];
  private side: number[] = [];
  private children: number[] = [];
  private readonly stack = new Int32Array(4 * (depthLimit + 1));

  /** @param points `[x, y, x, y, ...]` */
  constructor(points: Float64Array) {
    let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < points.length; i += 2) {
      left = Math.min(left, points[i]!);
      right = Math.max(right, points[i]!);
      bottom = Math.min(bottom, points[i + 1]!);
      top = Math.max(top, points[i + 1]!);
    }
    const side = Math.max(right - left, top - bottom);
    this.add(side);
    for (let i = 0; i < points.length; i += 2) this.insert(points[i]!, points[i + 1]!, left, bottom, side);
  }

  /**
   * The force of all points on one at `(px, py)` under the kernel `q = 1 / (1 + distance^2)`:
   * `out = [sum q^2 dx, sum q^2 dy, sum q]`, the point itself included (it adds q = 1 and no force).
   *
   * @param theta squares that look smaller than this, side over distance, are felt as one point; 0 is exact
   */
  repel(px: number, py: number, theta: number, out: Float64Array): void {
    const { x, y, count, side, children, stack } = this;
    let fx = 0;
    let fy = 0;
    let sum = 0;
    let depth = 0;
    stack[depth++] = 0;
    while (depth) {
      const square = stack[--depth]!;
      const dx = px - x[square]!;
      const dy = py - y[square]!;
      const distance = dx * dx + dy * dy;
      const first = children[square]!;
      if (first && side[square]! * side[square]! >= theta * theta * distance) {
        for (let child = first; child < first + 4; child++) if (count[child]) stack[depth++] = child;
        continue;
      }
      const q = 1 / (1 + distance);
      const weight = count[square]! * q;
      sum += weight;
      fx += weight * q * dx;
      fy += weight * q * dy;
    }
    out[0] = fx;
    out[1] = fy;
    out[2] = sum;
  }

  private add(side: number): number {
    this.x.push(0);
    this.y.push(0);
    this.count.push(0);
    this.side.push(side);
    return this.children.push(0) - 1;
  }

  /** Puts a point into the tree, and down a square the one that was alone where it arrives. */
  private insert(px: number, py: number, left: number, bottom: number, side: number): void {
    const { x, y, count, children } = this;
    let square = 0;
    for (let depth = 0; ; depth++) {
      const n = ++count[square]!;
      const oldX = x[square]!;
      const oldY = y[square]!;
      x[square] = oldX + (px - oldX) / n;
      y[square] = oldY + (py - oldY) / n;
      if (n === 1 || depth === depthLimit) return;
      side /= 2;
      if (!children[square]) {
        children[square] = this.add(side);
        for (let i = 1; i < 4; i++) this.add(side);
        const old = children[square]! + (oldX >= left + side ? 1 : 0) + (oldY >= bottom + side ? 2 : 0);
        x[old] = oldX;
        y[old] = oldY;
        count[old] = n - 1;
      }
      const right = px >= left + side;
      const upper = py >= bottom + side;
      square = children[square]! + (right ? 1 : 0) + (upper ? 2 : 0);
      if (right) left += side;
      if (upper) bottom += side;
    }
  }
}
