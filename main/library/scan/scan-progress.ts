import type {ScanProgress} from "../library.ts";

/** ms between two reports */
const reportEvery = 100;

/** Counts the progress of a scan for the window and the terminal; reported at most ten times a second. */
export class ScanProgressReporter {
    readonly #tell: (progress: ScanProgress) => void;
    #state = {
        phase: "looking" as ScanProgress["phase"],
        filesFound: 0,
        filesDone: 0,
        itemsDone: 0,
        itemsToEncode: 0,
        itemsEncoded: 0,
        bytesDone: 0,
        bytesTotal: 0,
        file: null as string | null
    };
    #filesToRead = 0;
    #phaseStart = performance.now();
    #lastTold = 0;

    constructor(tell: (progress: ScanProgress) => void) {
        this.#tell = tell;
    }

    found(): void {
        this.#state.filesFound++;
        this.#report();
    }

    /** `sizes`: bytes of each file that will be read */
    reading(sizes: readonly number[]): void {
        this.#phase("reading");
        this.#filesToRead = sizes.length;
        this.#state.bytesTotal = sizes.reduce((sum, size) => sum + size, 0);
        this.#state.filesDone = this.#state.filesFound - sizes.length;
        this.#report(true);
    }

    read(bytes: number, file: string | null): void {
        this.#state.filesDone++;
        this.#state.bytesDone += bytes;
        this.#state.file = file;
        this.#report();
    }

    items(count: number): void {
        this.#state.itemsDone += count;
    }

    encoding(done: number, total: number): void {
        if (this.#state.phase !== "encoding") this.#phase("encoding");
        this.#state.itemsEncoded = done;
        this.#state.itemsToEncode = total;
        this.#report();
    }

    end(): void {
        this.#state.phase = "done";
        this.#report(true);
    }

    #phase(phase: ScanProgress["phase"]): void {
        this.#state.phase = phase;
        this.#phaseStart = performance.now();
    }

    #report(now = false): void {
        const time = performance.now();
        if (!now && time - this.#lastTold < reportEvery) return;
        this.#lastTold = time;
        const {phase, itemsEncoded, itemsToEncode, filesDone, filesFound} = this.#state;
        const seconds = Math.max(0.001, (time - this.#phaseStart) / 1000);
        const done = phase === "encoding" ? itemsEncoded : filesDone - (filesFound - this.#filesToRead);
        const left = phase === "encoding" ? itemsToEncode - itemsEncoded : phase === "reading" ? this.#filesToRead - done : 0;
        const rate = phase === "looking" || phase === "done" ? 0 : done / seconds;
        this.#tell({...this.#state, rate, timeLeft: phase === "done" ? 0 : rate > 0 ? Math.round((left / rate) * 1000) : null});
    }
}
