import {UserError} from "../../app/errors.ts";

/**
 * `refused` with a sentence, `survived` as it could still be used, `crashed` where only the engine's process did; `raw` and `slow` are
 * faults of ours.
 */
export type Outcome = "refused" | "survived" | "crashed" | "raw" | "slow";

export class Report {
    readonly name: string;
    readonly counts: Record<Outcome, number> = {refused: 0, survived: 0, crashed: 0, raw: 0, slow: 0};
    /** seeds of the faults, with their messages */
    readonly faults: string[] = [];
    longest = 0;
    #largest = 0;
    readonly #most: number;

    /** @param most ms that one mutant may take */
    constructor(name: string, most: number) {
        this.name = name;
        this.#most = most;
    }

    /** Runs one mutant and counts its outcome. */
    async run(seed: number, work: () => Promise<unknown>): Promise<void> {
        const began = performance.now();
        let outcome: Outcome = "survived",
            said = "";
        try {
            await work();
        } catch (error) {
            said = error instanceof Error ? error.message : String(error);
            outcome = !(error instanceof UserError) ? "raw" : /crashed/.test(said) ? "crashed" : "refused";
            // a sentence, and not a stack trace
            if (outcome === "refused" && (!/[.:]$|\.\)?$/.test(said) || said.includes("\n"))) outcome = "raw";
        }
        const time = performance.now() - began;
        this.longest = Math.max(this.longest, time);
        this.#largest = Math.max(this.#largest, process.memoryUsage().rss);
        if (time > this.#most) {
            this.counts.slow++;
            this.fault(`${this.name} ${seed}: ${Math.round(time)} ms`);
        } else this.counts[outcome]++;
        if (outcome === "raw") this.fault(`${this.name} ${seed}: ${said.slice(0, 200)}`);
    }

    /** Shown at once, as a run may take hours and be ended before. */
    fault(line: string): void {
        this.faults.push(line);
        console.error(line);
    }

    line(): string {
        const {refused, survived, crashed, raw, slow} = this.counts;
        const all = refused + survived + crashed + raw + slow;
        return (
            `| ${this.name} | ${all} | ${refused} | ${survived} | ${crashed} | ${raw} | ${slow} | ` +
            `${(this.longest / 1000).toFixed(1)} | ${Math.round(this.#largest / 1e6)} |`
        );
    }
}

export const heading =
    "| mutants of | number | refused in one sentence | survived | ended the engine, which came back | raw errors | too slow | " +
    "longest, s | host's memory, MB |\n|---|---|---|---|---|---|---|---|---|";
