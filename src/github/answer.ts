// Reading what the forge answered: typed, at the edge, so that a host that answers something else is an error and never an `undefined`.

/** A value inside an answer, with its place for the error message. Every reader throws an Error (a fault, not the user's) when the value has another shape. */
export class Answer {
  readonly #value: unknown;
  readonly #place: string;

  constructor(value: unknown, place: string) {
    this.#value = value;
    this.#place = place;
  }

  /** Absent and `null` mean the same to the forge's clients. */
  get absent(): boolean {
    return this.#value === null || this.#value === undefined;
  }

  /** The member at a path; absent when a step on the way is absent. */
  at(...path: readonly string[]): Answer {
    let value = this.#value;
    for (const [depth, name] of path.entries()) {
      if (value === null || value === undefined) break;
      if (typeof value !== "object" || Array.isArray(value)) throw this.#unexpected(path.slice(0, depth), "an object");
      value = new Map<string, unknown>(Object.entries(value)).get(name);
    }
    return new Answer(value, [this.#place, ...path].join("."));
  }

  text(): string {
    if (typeof this.#value !== "string") throw this.#unexpected([], "a string");
    return this.#value;
  }

  textOrNull(): string | null {
    return this.absent ? null : this.text();
  }

  number(): number {
    if (typeof this.#value !== "number") throw this.#unexpected([], "a number");
    return this.#value;
  }

  numberOrNull(): number | null {
    return this.absent ? null : this.number();
  }

  flag(): boolean {
    if (typeof this.#value !== "boolean") throw this.#unexpected([], "true or false");
    return this.#value;
  }

  flagOrNull(): boolean | null {
    return this.absent ? null : this.flag();
  }

  list(): readonly Answer[] {
    if (!Array.isArray(this.#value)) throw this.#unexpected([], "a list");
    return this.#value.map((value: unknown, index) => new Answer(value, `${this.#place}[${index}]`));
  }

  #unexpected(path: readonly string[], expected: string): Error {
    const shown = this.#value === undefined ? "nothing" : JSON.stringify(this.#value)?.slice(0, 100);
    return new Error(`the forge's answer has ${shown} at ${[this.#place, ...path].join(".")}; expected ${expected}`);
  }
}
