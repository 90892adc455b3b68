import {Refusal} from "./refusal.ts";
import {say} from "../../../app/sentences/sentence.ts";

const endOfChain = 0xfffffffe,
    noEntry = 0xffffffff;
/** entries of a directory: name, type, siblings, child, first sector, size (MS-CFB 2.6) */
const entrySize = 128;

/**
 * Checks that the chains of sectors and the tree of entries of an OLE container (MS-CFB) end: the library that reads it follows them
 * without a limit.
 * @throws Refusal if they are cyclic, leave the file, or the bytes are not a container
 */
export function checkContainer(bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const u32 = (at: number): number => {
        if (at + 4 > bytes.length) throw new Refusal(say("outlook.damaged", {why: say("outlook.cut-off")}));
        return view.getUint32(at, true);
    };
    const shift = bytes.length < 512 ? 0 : view.getUint16(30, true);
    if ((shift !== 9 && shift !== 12) || u32(0) !== 0xe011cfd0) throw new Refusal(say("outlook.not-message"));
    const size = 2 ** shift,
        sectors = Math.floor(bytes.length / size);
    const at = (sector: number): number => (sector + 1) * size;

    // Location of the allocation table: 109 entries in the header, the others in a chain of sectors.
    const table: number[] = [];
    for (let index = 0; index < 109; index++) table.push(u32(76 + 4 * index));
    let next = u32(68);
    for (let step = 0; next !== endOfChain && next !== noEntry; step++) {
        if (step > sectors) throw circle();
        for (let index = 0; index < size / 4 - 1; index++) table.push(u32(at(next) + 4 * index));
        next = u32(at(next) + size - 4);
    }
    const used = table.slice(0, Math.min(table.length, u32(44)));
    const following = (sector: number): number => {
        const place = used[Math.floor(sector / (size / 4))];
        return place === undefined || sector >= sectors ? noEntry : u32(at(place) + 4 * (sector % (size / 4)));
    };
    const chain = (start: number, follow: (sector: number) => number, most: number): number[] => {
        const found: number[] = [];
        for (let sector = start; sector !== endOfChain; sector = follow(sector)) {
            if (sector === noEntry || found.push(sector) > most) throw circle();
        }
        return found;
    };

    const directory = chain(u32(48), following, sectors);
    const small = u32(64) === 0 ? [] : chain(u32(60), following, sectors);
    const followingSmall = (sector: number): number => {
        const place = small[Math.floor(sector / (size / 4))];
        return place === undefined ? noEntry : u32(at(place) + 4 * (sector % (size / 4)));
    };
    const entry = (index: number): number => {
        const sector = directory[Math.floor((index * entrySize) / size)];
        if (sector === undefined) throw circle();
        return at(sector) + ((index * entrySize) % size);
    };
    const seen = new Set<number>(),
        pending = [0],
        cutoff = u32(56);
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
        if (seen.has(index)) throw circle();
        seen.add(index);
        const offset = entry(index),
            length = u32(offset + 120),
            isStream = bytes[offset + 66] === 2;
        if (length > bytes.length) throw circle();
        if (isStream && length > 0) {
            const isSmall = length < cutoff;
            chain(u32(offset + 116), isSmall ? followingSmall : following, Math.ceil(length / (isSmall ? 64 : size)) + 1);
        } else if (bytes[offset + 66] === 5 && length > 0) chain(u32(offset + 116), following, sectors);
        for (const field of [68, 72, 76]) {
            const link = u32(offset + field);
            if (link !== noEntry) pending.push(link);
        }
    }
}

const circle = (): Refusal => new Refusal(say("outlook.damaged", {why: say("outlook.circle")}));
