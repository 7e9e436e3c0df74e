/** Disjoint sets over 0..size-1 (Tarjan 1975): union towards the smaller number, path halving. */
export class Components {
  readonly #parent: Int32Array;

  constructor(size: number) {
    this.#parent = Int32Array.from({ length: size }, (_, at) => at);
  }

  /** The least member of the component of `member`. */
  find(member: number): number {
    const parent = this.#parent;
    let at = member;
    for (let up = parent[at] ?? at; up !== at; up = parent[at] ?? at) {
      const above = parent[up] ?? up;
      parent[at] = above;
      at = above;
    }
    return at;
  }

  union(left: number, right: number): void {
    const [a, b] = [this.find(left), this.find(right)];
    if (a !== b) this.#parent[Math.max(a, b)] = Math.min(a, b);
  }
}
