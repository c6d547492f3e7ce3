/** Points that share a square at this depth count as one. */
const depthLimit = 40;

/**
 * Points in the plane, in a tree of nested squares: points that are far away count as one heavy point, so that computing
 * all forces between n points takes n log n steps instead of n^2.
 *
 * @see Barnes and Hut (1986), "A hierarchical O(N log N) force-calculation algorithm"
 */
export class QuadTree {
  /** For each square: centre of mass, number of points, side, and the first of its four subsquares (0 if none). */
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
   * The force of all points on the one at `(px, py)`, with the kernel `q = 1 / (1 + distance^2)`:
   * `out = [sum q^2 dx, sum q^2 dy, sum q]`, including the point itself (which adds q = 1 and no force).
   *
   * @param theta squares whose side over distance is smaller than this count as one point; 0 is exact
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

  /** Inserts a point into the tree, moving the one that was alone in its square down a level. */
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
