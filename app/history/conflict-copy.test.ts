import {expect, it} from "vitest";
import {isConflictCopy} from "./conflict-copy.ts";

it.each([
    "plan (Ben Ode's conflicted copy 2024-02-03).txt",
    "plan (conflicted copy 2024-02-03 111213).md",
    "plan_conflict-20240203-111213.txt",
    "plan.sync-conflict-20240203-111213-AAAAAAA.txt",
    "plan (Konfliktkopie von Ben 2024-02-03).odt",
    "plan (In Konflikt stehende Kopie von Ben 2024-02-03).odt",
    "plan (Copie en conflit de Ben 2024-02-03).txt",
    "plan (Copia en conflicto de Ben).txt",
    "plan (Case Conflict 1).txt",
    "plan (SFConflict ben@x.example 2024-02-03-11-12-13).txt",
    "plan [conflicted 2].txt",
    "plan (ベンの競合コピー 2024-02-03).txt",
    "plan (Конфликтующая копия с компьютера 2024-02-03).txt",
    "plan (Selective Sync Conflict).txt",
    "plan (conflict on 2024-02-03).txt",
    "plan_STATION_Feb-03-1112-2024_Conflict.txt",
    "plan_Ben-PC_Feb-03-111213-2024_CaseConflict.txt",
    "plan.Conflict.txt",
    "plan.conflict-20240203.md",
    "plan [Conflict].txt"
])("%s is a conflict copy", (name) => {
    expect(isConflictCopy(name)).toBe(true);
});

it.each([
    "plan.txt",
    "The conflict in the garden.txt",
    "conflict-resolution.md",
    "plan (1).txt",
    "Notes (2024-02-03).txt",
    "Konflikt.docx",
    "plan copy.txt",
    "A story (about a conflict).txt",
    "plan_the_conflict.txt",
    "plan.conflict of hours.txt"
])("%s is none", (name) => {
    expect(isConflictCopy(name)).toBe(false);
});
