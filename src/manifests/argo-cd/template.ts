// Texts that Argo CD fills in before it uses them: an ApplicationSet's templates, and the variables of its build environment.
import { templateRefusal } from "../shapes/reference.ts";

/** Why a text is no fixed value, or `null`. Argo CD replaces `$ARGOCD_APP_REVISION` with and without braces, and no version has a `$`. */
export function argoCdTemplate(text: string): string | null {
  if (/\$\w/.test(text)) return `the value is filled in by Argo CD's build environment (${text})`;
  return templateRefusal(text);
}
