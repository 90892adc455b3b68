import type {DerivedItem} from "../../../app/history/document.ts";
import {bandsOf, sketchOf} from "../../../app/history/near-duplicate.ts";
import {itemKey} from "../item-key.ts";

/** A derived item with what the index needs: computed here to relieve the index's thread. */
export interface PreparedItem extends DerivedItem {
    /** content hash of title and text; the item's id */
    readonly key: string;
    /** the bytes of the MinHash sketch as characters: transferring thousands of small buffers would fragment memory */
    readonly sketch: string;
    readonly bands: readonly number[];
}

export function prepare(item: DerivedItem): PreparedItem {
    const sketch = sketchOf(item.text);
    return {
        ...item,
        key: itemKey(item),
        sketch: Buffer.from(sketch.buffer).toString("latin1"),
        bands: bandsOf(sketch)
    };
}
