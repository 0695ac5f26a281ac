// What a route gives back: an answer, a list that the server cuts into pages, or a refusal in GitHub's words.

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A complete list; `wrap` puts a page of it into its envelope. */
export interface ListAnswer {
  readonly list: readonly unknown[];
  readonly wrap?: (page: readonly unknown[], total: number) => unknown;
}

/** Thrown by a route; becomes GitHub's error document. */
export class Refusal extends Error {
  readonly status: number;
  readonly errors: readonly unknown[] | undefined;

  constructor(status: number, message: string, errors?: readonly unknown[]) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.errors = errors;
  }
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function created(body: unknown): Answer {
  return { status: 201, body };
}

export const NO_CONTENT: Answer = { status: 204, body: undefined };

export function notFound(): Refusal {
  return new Refusal(404, "Not Found");
}

/** 422 in the shape `{ message: "Validation Failed", errors: [...] }`. */
export function invalid(...errors: readonly unknown[]): Refusal {
  return new Refusal(422, "Validation Failed", errors);
}

/** Whether it is an object of whatever is in it; a list is none. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Fields of a JSON body, read with their types; a wrong type is GitHub's 422. */
export class Fields {
  private readonly record: Readonly<Record<string, unknown>>;

  constructor(value: unknown) {
    this.record = isRecord(value) ? value : {};
  }

  has(name: string): boolean {
    return this.record[name] !== undefined;
  }

  raw(name: string): unknown {
    return this.record[name];
  }

  string(name: string): string {
    const value = this.optionalString(name);
    if (value === null) throw invalid({ code: "missing_field", field: name });
    return value;
  }

  optionalString(name: string): string | null {
    const value = this.record[name];
    if (value === undefined || value === null) return null;
    if (typeof value !== "string") throw invalid({ code: "invalid", field: name, message: `${name} is not a string` });
    return value;
  }

  boolean(name: string, otherwise: boolean): boolean {
    const value = this.record[name];
    if (value === undefined || value === null) return otherwise;
    if (typeof value !== "boolean")
      throw invalid({ code: "invalid", field: name, message: `${name} is not a boolean` });
    return value;
  }

  list(name: string): readonly unknown[] {
    const value = this.record[name];
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) throw invalid({ code: "invalid", field: name, message: `${name} is not an array` });
    return value;
  }

  strings(name: string): readonly string[] {
    return this.list(name).map((value) => {
      if (typeof value !== "string") throw invalid({ code: "invalid", field: name });
      return value;
    });
  }

  object(name: string): Fields {
    return new Fields(this.record[name]);
  }
}
