import { readPlan } from "../../../src/plans/read/read-plan.ts";

// Prints the draft of the plan named by the first argument, for the scorer of annotated plans.
process.stdout.write(JSON.stringify(await readPlan(process.argv[2] ?? "")));
