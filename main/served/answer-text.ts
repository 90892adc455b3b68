const thinkStart = "<think>";
const thinkEnd = "</think>";
/** characters: a longer first line is not a greeting */
const longestGreeting = 60;

/**
 * The text of a streamed answer without parts that do not belong to the draft: reasoning in `<think>` at its start, and the beginning that
 * the model was asked to repeat, or its own greeting in that place. Text is held back while it may still become one of them.
 */
export class AnswerText {
    readonly #beginning: string;
    #held = "";
    #stage: "start" | "thinking" | "beginning" | "gap" | "text" = "start";

    /** @param beginning text that the draft continues, e.g. a greeting; "" for none */
    constructor(beginning: string) {
        this.#beginning = beginning.trim();
    }

    /** Takes a piece, returns what can be shown so far. */
    push(piece: string): string {
        this.#held += piece;
        if (this.#stage === "start") this.#leaveStart();
        if (this.#stage === "thinking") this.#leaveThinking();
        if (this.#stage === "beginning") this.#leaveBeginning(false);
        return this.#release();
    }

    /** The remaining text when the answer has ended. Unclosed reasoning is not a draft. */
    end(): string {
        if (this.#stage === "thinking") return "";
        if (this.#stage !== "text") {
            this.#leaveBeginning(true);
            this.#stage = "gap";
        }
        return this.#release();
    }

    #leaveStart(): void {
        const begun = this.#held.trimStart();
        if (begun.startsWith(thinkStart)) this.#stage = "thinking";
        else if (!thinkStart.startsWith(begun)) this.#stage = "beginning";
    }

    #leaveThinking(): void {
        const end = this.#held.indexOf(thinkEnd);
        if (end < 0) return;
        this.#held = this.#held.slice(end + thinkEnd.length);
        this.#stage = "beginning";
    }

    #leaveBeginning(ended: boolean): void {
        const begun = this.#held.trimStart();
        if (this.#beginning === "") {
            this.#stage = "gap";
        } else if (begun.startsWith(this.#beginning)) {
            this.#held = begun.slice(this.#beginning.length);
            this.#stage = "gap";
        } else if (!this.#beginning.startsWith(begun)) {
            const line = /^[^\n]*(?=\n)/.exec(begun)?.[0];
            // it may still be a greeting
            if (line === undefined && begun.length <= longestGreeting && !ended) return;
            if (line !== undefined && line.length <= longestGreeting && isGreeting(this.#beginning) && isGreeting(line))
                this.#held = begun.slice(line.length);
            this.#stage = "gap";
        }
    }

    #release(): string {
        if (this.#stage !== "gap" && this.#stage !== "text") return "";
        const text = this.#stage === "gap" ? this.#held.trimStart() : this.#held;
        this.#held = "";
        if (text !== "") this.#stage = "text";
        return text;
    }
}

/** Whether one line ends as greetings do. */
function isGreeting(line: string): boolean {
    return !line.includes("\n") && /[,!:]\s*$/.test(line);
}
