// Who has agreed to this head? The approvals gate, and the count of reviews that it and the order gate share.
import type { Permission, Review } from "../github/forge.ts";
import type { Gate, Verdict } from "./gate.ts";

/** A commit's author or committer as Git knows them. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

export interface ReviewFacts {
  /** The head that is judged; an approval of any other commit does not count. */
  readonly head: string;
  /** Every review, oldest first, as the forge lists them. */
  readonly reviews: readonly Review[];
  /** By login as the latest review has it; an entry that is missing or `null` could not be read. */
  readonly permissions: ReadonlyMap<string, Permission | null>;
  /** Whether approvals of those who made the change are left out. */
  readonly independent: boolean;
  /** Login of the pull request's author. */
  readonly author: string;
  /** Authors and committers of the commits on the pull request, and of the application commits behind it where they are known. */
  readonly makers: readonly Person[];
  /** The same people by login, as far as the forge knows them. */
  readonly makerLogins?: readonly string[];
}

export interface ApprovalCount {
  /** Logins whose approval of this head counts. */
  readonly approvers: readonly string[];
  /** Logins with write access who stand against the change. */
  readonly objectors: readonly string[];
  /** One phrase for each approval that does not count. */
  readonly passedOver: readonly string[];
  /** Logins whose permission could not be read and would matter. */
  readonly unclear: readonly string[];
}

export interface ApprovalFacts extends ReviewFacts {
  readonly required: number;
}

/** Open with enough approvals of exactly this head by people with write access, and nobody with write access standing against it. */
export const approvals: Gate<ApprovalFacts> = {
  name: "approvals",
  judge(facts): Verdict {
    const { approvers, objectors, passedOver, unclear } = countApprovals(facts);
    const head = facts.head.slice(0, 7);
    if (objectors.length > 0) {
      return { kind: "held", until: null, reason: `changes are requested by ${objectors.join(", ")}` };
    }
    // Whoever objects without a readable permission may be entitled to; whoever approves without one cannot be counted.
    const objecting = unclear.filter((user) => standingReview(facts.reviews, user)?.state === "CHANGES_REQUESTED");
    if (objecting.length > 0 || (unclear.length > 0 && approvers.length < facts.required)) {
      const users = objecting.length > 0 ? objecting : unclear;
      return { kind: "unknown", reason: `the permission of ${users.join(", ")} could not be read` };
    }
    const counted = `${approvers.length} of ${facts.required} approvals of ${head}`;
    if (approvers.length < facts.required) {
      return { kind: "held", until: null, reason: [`has ${counted}`, ...passedOver].join("; ") };
    }
    const by = approvers.length === 0 ? "" : ` by ${approvers.join(", ")}`;
    return { kind: "open", reason: `has ${counted}${by}` };
  },
};

/**
 * The reviews that count. Of each user the latest review that takes a position decides: a comment changes nothing, a dismissed approval
 * is none. Bots do not count: an approval is a person's.
 */
export function countApprovals(facts: ReviewFacts): ApprovalCount {
  const approvers: string[] = [];
  const objectors: string[] = [];
  const passedOver: string[] = [];
  const unclear: string[] = [];
  for (const review of standingReviews(facts.reviews)) {
    const { user } = review;
    const disqualified = review.state === "APPROVED" ? disqualification(facts, review) : null;
    if (disqualified !== null) {
      passedOver.push(disqualified);
      continue;
    }
    const permission = facts.permissions.get(user) ?? null;
    if (permission === null) unclear.push(user);
    else if (!mayWrite(permission)) {
      if (review.state === "APPROVED") passedOver.push(`the approval of ${user} does not count: no write access`);
    } else if (review.state === "APPROVED") approvers.push(user);
    else objectors.push(user);
  }
  return { approvers, objectors, passedOver, unclear };
}

/** The logins whose permission decides something, so that no other is asked for. */
export function usersThatMatter(facts: Omit<ReviewFacts, "permissions">): readonly string[] {
  const withoutPermissions = { ...facts, permissions: new Map() };
  return countApprovals(withoutPermissions).unclear;
}

function disqualification(facts: ReviewFacts, { user, commit }: Review): string | null {
  if (isBot(user)) return `the approval of ${user} does not count: not a person`;
  if (commit !== facts.head) {
    const other = commit === null ? "an earlier head" : commit.slice(0, 7);
    return `the approval of ${user} is for ${other}`;
  }
  if (!facts.independent) return null;
  if (sameLogin(user, facts.author)) return `the approval of ${user} does not count: opened the pull request`;
  const isMaker = facts.makerLogins?.some((login) => sameLogin(user, login)) === true;
  if (isMaker || facts.makers.some((person) => isPerson(user, person))) {
    return `the approval of ${user} does not count: made a commit of it`;
  }
  return null;
}

/** Of each user the latest approval, request for changes or dismissed review, without the dismissed. */
function standingReviews(reviews: readonly Review[]): readonly Review[] {
  const latest = new Map<string, Review>();
  for (const review of reviews) {
    if (review.state === "COMMENTED" || review.state === "PENDING") continue;
    latest.set(review.user.toLowerCase(), review);
  }
  return [...latest.values()].filter(({ state }) => state !== "DISMISSED");
}

function standingReview(reviews: readonly Review[], user: string): Review | undefined {
  return standingReviews(reviews).find((review) => review.user === user);
}

function mayWrite(permission: Permission): boolean {
  return permission === "admin" || permission === "maintain" || permission === "write";
}

function isBot(login: string): boolean {
  return login.endsWith("[bot]");
}

function sameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/**
 * Whether a commit's person is the user. A commit holds a name and an address, not a login: the forge's own address
 * (`1234+login@users.noreply.github.com`) names the login, and a name or the local part of another address that equals it is taken to be
 * the same person, because a second pair of eyes is what the rule is for.
 */
function isPerson(login: string, person: Person): boolean {
  const local = person.email.slice(0, Math.max(0, person.email.lastIndexOf("@")));
  const withoutId = local.replace(/^\d+\+/, "");
  return sameLogin(login, withoutId) || sameLogin(login, person.name.trim());
}
