import type { AssignmentCard } from "../../store/assignments.ts";
import { outstandingOf } from "../../store/assignments.ts";
import { type LatestProgress, latestProgressOf } from "../../store/progress.ts";
import { shorten } from "../../texts/format.ts";
import { type Dialog, over } from "../dialog.ts";
import { assignmentLabel, PAGE_LENGTH } from "./assignment-choices.ts";

type EvidenceWorld = { readonly latest: LatestProgress | null; readonly outstanding: readonly AssignmentCard[] };

/** How long after a report of progress a file still belongs to it. */
export const EVIDENCE_BELONGS_FOR_MS = 24 * 60 * 60_000;

/** A file out of the blue is evidence of what was said last; else the person is asked what it belongs to. */
export const evidence: Dialog<EvidenceWorld> = {
  name: "evidence",
  async load(db, { person, now }, at) {
    const assignmentId = "dialog" in at ? at.id : undefined;
    const since = new Date(now.getTime() - EVIDENCE_BELONGS_FOR_MS);
    const latest = await latestProgressOf(db, person.memberId, assignmentId ?? null, since);
    return { latest, outstanding: latest === null ? await outstandingOf(db, person.memberId) : [] };
  },
  open(action, { latest, outstanding }, context) {
    const { texts } = context;
    const attachmentIds = (action.value ?? "").split(" ").filter(Boolean).map(Number);
    if (latest !== null) {
      return over(
        [{ body: texts.evidence.attached(attachmentIds.length, shorten(latest.text, 90)) }],
        [{ change: "attach", progressId: latest.progressId, attachmentIds }],
      );
    }
    if (outstanding.length === 0) return over([{ body: texts.evidence.nothingToAttachTo }]);
    return over([
      {
        body: texts.evidence.which,
        choices: outstanding.slice(0, PAGE_LENGTH).map((card) => ({
          label: assignmentLabel(card, context),
          action: { dialog: "progress", do: "evidence", id: card.id, value: action.value ?? "" },
        })),
      },
    ]);
  },
};
