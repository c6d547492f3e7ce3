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
  private x: Float64Array;
  private y: Float64Array;
  private count: Float64Array;
  private side: Float64Array;
  private children: Int32Array;
  private size = 0;
  /**
   * The squares that have points, each before its subsquares: centre of mass, number of points, and the square of the distance
   * beyond which they count as one point; and for each square the next one that is not inside it.
   */
  private readonly squares: Float64Array;
  private readonly next: Int32Array;

  /**
   * @param points `[x, y, x, y, ...]`
   * @param theta squares whose side over distance is smaller than this count as one point; 0 is exact
   */
  constructor(points: Float64Array, theta: number) {
    let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < points.length; i += 2) {
      left = Math.min(left, points[i]!);
      right = Math.max(right, points[i]!);
      bottom = Math.min(bottom, points[i + 1]!);
      top = Math.max(top, points[i + 1]!);
    }
    const side = Math.max(right - left, top - bottom);
    const room = 2 * points.length; // about what is needed; `add` makes more
    this.x = new Float64Array(room);
    this.y = new Float64Array(room);
    this.count = new Float64Array(room);
    this.side = new Float64Array(room);
    this.children = new Int32Array(room);
    this.add(side);
    for (let i = 0; i < points.length; i += 2) this.insert(points[i]!, points[i + 1]!, left, bottom, side);
    this.squares = new Float64Array(4 * this.size);
    this.next = new Int32Array(this.size);
    this.pack(0, 0, theta);
  }

  /**
   * The force of all points on the one at `(px, py)`, with the kernel `q = 1 / (1 + distance^2)`:
   * `out = [sum q^2 dx, sum q^2 dy, sum q]`, including the point itself (which adds q = 1 and no force).
   */
  repel(px: number, py: number, out: Float64Array): void {
    const { squares, next } = this;
    const end = next[0]!;
    let fx = 0;
    let fy = 0;
    let sum = 0;
    for (let at = 0; at < end;) {
      const dx = px - squares[4 * at]!;
      const dy = py - squares[4 * at + 1]!;
      const distance = dx * dx + dy * dy;
      if (squares[4 * at + 3]! < distance) {
        const q = 1 / (1 + distance);
        const weight = squares[4 * at + 2]! * q;
        sum += weight;
        fx += weight * q * dx;
        fy += weight * q * dy;
        at = next[at]!;
      } else at++;
    }
    out[0] = fx;
    out[1] = fy;
    out[2] = sum;
  }

  /** Writes a square and those inside it from place `at` on; returns the place after them. */
  private pack(square: number, at: number, theta: number): number {
    const first = this.children[square]!;
    const limit = (this.side[square]! / theta) ** 2;
    this.squares.set([this.x[square]!, this.y[square]!, this.count[square]!, first ? limit : -1], 4 * at);
    let end = at + 1;
    if (first)
      for (let child = first; child < first + 4; child++)
        if (this.count[child]) end = this.pack(child, end, theta);
    this.next[at] = end;
    return end;
  }

  private add(side: number): number {
    if (this.size === this.x.length) this.grow();
    this.side[this.size] = side;
    return this.size++;
  }

  private grow(): void {
    const twice = <T extends Float64Array | Int32Array>(more: T, old: T): T => {
      more.set(old);
      return more;
    };
    const room = 2 * this.x.length;
    this.x = twice(new Float64Array(room), this.x);
    this.y = twice(new Float64Array(room), this.y);
    this.count = twice(new Float64Array(room), this.count);
    this.side = twice(new Float64Array(room), this.side);
    this.children = twice(new Int32Array(room), this.children);
  }

  /** Inserts a point into the tree, moving the one that was alone in its square down a level. */
  private insert(px: number, py: number, left: number, bottom: number, side: number): void {
    let square = 0;
    for (let depth = 0; ; depth++) {
      const { x, y, count, children } = this;
      const n = ++count[square]!;
      const oldX = x[square]!;
      const oldY = y[square]!;
      x[square] = oldX + (px - oldX) / n;
      y[square] = oldY + (py - oldY) / n;
      if (n === 1 || depth === depthLimit) return;
      side /= 2;
      if (!children[square]) {
        const old =
          this.split(square, side) + (oldX >= left + side ? 1 : 0) + (oldY >= bottom + side ? 2 : 0);
        this.x[old] = oldX;
        this.y[old] = oldY;
        this.count[old] = n - 1;
      }
      const right = px >= left + side;
      const upper = py >= bottom + side;
      square = this.children[square]! + (right ? 1 : 0) + (upper ? 2 : 0);
      if (right) left += side;
      if (upper) bottom += side;
    }
  }

  /** Gives a square its four subsquares; returns the first. */
  private split(square: number, side: number): number {
    const first = this.add(side);
    for (let i = 1; i < 4; i++) this.add(side);
    return (this.children[square] = first);
  }
}
