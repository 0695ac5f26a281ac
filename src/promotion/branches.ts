// The names of the branches that hold our proposals: one for each app and environment, and readable back.
import { decodeSegment, encodeSegment } from "../text/segment.ts";

/** What all promotion branches have in common. */
export const PROMOTIONS = "waybill/app/";
const UPDATES = "waybill/update/";

/** The one branch on which an app is promoted to an environment: `waybill/app/prod/podinfo`. */
export function promotionBranch(environment: string, app: string): string {
  return `${PROMOTIONS}${encodeSegment(environment)}/${encodeSegment(app)}`;
}

/** The one branch on which `update` proposes a version: `waybill/update/stage/podinfo`. `subject` is the app, or the artifact when several apps take it. */
export function updateBranch(environment: string, subject: string): string {
  return `${UPDATES}${encodeSegment(environment)}/${encodeSegment(subject)}`;
}

/** The environment and app of a promotion branch; `null` for any other name, and for one that we would have written differently. */
export function parsePromotionBranch(branch: string): { readonly environment: string; readonly app: string } | null {
  if (!branch.startsWith(PROMOTIONS)) return null;
  const [environment, app, ...rest] = branch.slice(PROMOTIONS.length).split("/").map(decodeSegment);
  if (environment === undefined || environment === null || app === undefined || app === null || rest.length > 0)
    return null;
  return promotionBranch(environment, app) === branch ? { environment, app } : null;
}
