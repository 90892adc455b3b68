import {describe, expect, it} from "vitest";
import {quotedReply} from "./reply-quote.ts";

describe("a reply with its message quoted", () => {
    it("has a mark before every line of the message, and two before what was already quoted", () => {
        expect(quotedReply("yes.\n\n- J\n", "Shall I come?\n\n> old\nHelen\n", "Helen wrote:").text).toBe(
            "yes.\n\n- J\n\nHelen wrote:\n> Shall I come?\n>\n>> old\n> Helen\n"
        );
    });

    it("consists of paragraphs and a block quotation in HTML, with all texts escaped", () => {
        expect(quotedReply("a < b & c", "one\ntwo\n\n<script>", 'Bo "B" Lind wrote:').html).toBe(
            "<p>a &lt; b &amp; c</p><p>Bo &quot;B&quot; Lind wrote:</p><blockquote " +
                'type="cite"><p>one<br>two</p><p>&lt;script&gt;</p></blockquote>'
        );
    });
});
