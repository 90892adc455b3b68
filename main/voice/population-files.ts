import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {promisify} from "node:util";
import {gunzip} from "node:zlib";
import {parsePopulation, type Population} from "../../app/persona/voice-meter/population.ts";

const files = ["english.txt.gz", "german.txt.gz"];

/** The languages of the voice meter, from the folder `voice` of the resources. */
export async function readPopulations(resources: string): Promise<readonly Population[]> {
    return Promise.all(
        files.map(async (name) =>
            parsePopulation((await promisify(gunzip)(await readFile(join(resources, "voice", name)))).toString("utf8"))
        )
    );
}
