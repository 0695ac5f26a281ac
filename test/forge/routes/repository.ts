// A repository itself over REST: its settings, who may do what in it, the rules and the protection of its branches.
import { Refusal, ok, type Answer } from "../answers.ts";
import { repositoryDocument, userDocument } from "../documents.ts";
import { allows, permissionOf } from "../principals.ts";
import { protectionsOf, type BranchProtection } from "../protection.ts";
import { onRepository, type RepositoryCall, type Route } from "../routing.ts";

function read(call: RepositoryCall): Answer {
  const settings = allows(call.principal, call.repository, { permission: ["contents"], level: "write" });
  return ok(repositoryDocument(call.world, call.repository, settings));
}

/** GitHub's old four levels in `permission`, the exact one in `role_name`. */
function permission(call: RepositoryCall): Answer {
  const login = call.parameters["user"] ?? "";
  if (!call.world.users.has(login.toLowerCase())) throw new Refusal(404, `${login} is not a user`);
  const role = permissionOf(call.repository, login);
  const old = { admin: "admin", maintain: "write", write: "write", triage: "read", read: "read", none: "none" }[role];
  return ok({ permission: old, role_name: role, user: userDocument(call.world, login) });
}

function rules(call: RepositoryCall): { list: readonly unknown[] } {
  const branch = call.parameters["branch"] ?? "";
  const rulesets = protectionsOf(call.repository, branch).filter((rule) => rule.source === "ruleset");
  return { list: rulesets.flatMap((ruleset, index) => rulesOf(call, ruleset, index + 1)) };
}

function rulesOf(call: RepositoryCall, ruleset: BranchProtection, id: number): readonly unknown[] {
  const origin = { ruleset_source_type: "Repository", ruleset_source: call.repository.fullName, ruleset_id: id };
  const found: unknown[] = [
    { type: "deletion", ...origin },
    { type: "non_fast_forward", ...origin },
  ];
  if (ruleset.requiredApprovals !== null) {
    const parameters = {
      required_approving_review_count: ruleset.requiredApprovals,
      dismiss_stale_reviews_on_push: ruleset.dismissStaleReviews,
      require_code_owner_review: false,
      require_last_push_approval: false,
      required_review_thread_resolution: false,
    };
    found.push({ type: "pull_request", ...origin, parameters });
  }
  if (ruleset.requiredChecks.length > 0) {
    const parameters = {
      strict_required_status_checks_policy: ruleset.strict,
      // A check that is bound to no App has no `integration_id` at all.
      required_status_checks: ruleset.requiredChecks.map((check) =>
        check.app === null ? { context: check.context } : { context: check.context, integration_id: check.app },
      ),
    };
    found.push({ type: "required_status_checks", ...origin, parameters });
  }
  if (ruleset.requiredSignatures) found.push({ type: "required_signatures", ...origin });
  if (ruleset.mergeQueue) {
    const parameters = { merge_method: "MERGE", grouping_strategy: "ALLGREEN", max_entries_to_merge: 1 };
    found.push({ type: "merge_queue", ...origin, parameters });
  }
  return found;
}

function protection(call: RepositoryCall): Answer {
  const branch = call.parameters["branch"] ?? "";
  const classic = protectionsOf(call.repository, branch).find((rule) => rule.source === "classic");
  if (classic === undefined) throw new Refusal(404, "Branch not protected");
  return ok({
    url: `${call.world.origin}/api/v3/repos/${call.repository.fullName}/branches/${branch}/protection`,
    required_status_checks:
      classic.requiredChecks.length === 0
        ? null
        : {
            strict: classic.strict,
            contexts: classic.requiredChecks.map((check) => check.context),
            checks: classic.requiredChecks.map((check) => ({ context: check.context, app_id: check.app })),
          },
    required_pull_request_reviews:
      classic.requiredApprovals === null
        ? null
        : {
            required_approving_review_count: classic.requiredApprovals,
            dismiss_stale_reviews: classic.dismissStaleReviews,
          },
    required_signatures: { enabled: classic.requiredSignatures },
    enforce_admins: { enabled: true },
  });
}

export const repositoryRoutes: readonly Route[] = [
  onRepository("GET", "", "metadata:read", read),
  onRepository("GET", "/collaborators/{user}/permission", "metadata:read", permission),
  onRepository("GET", "/rules/branches/{branch...}", "metadata:read", rules),
  onRepository("GET", "/branches/{branch...}/protection", "administration:read", protection),
];
