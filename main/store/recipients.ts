import {z} from "zod";

/** What the user corrected about how they greet and close to people; null leaves a part to the letters. */
export const recipientsSchema = z.object({
    recipients: z.array(
        z.object({
            /** a name or an address */
            recipient: z.string(),
            greeting: z.string().nullable(),
            signOff: z.string().nullable()
        })
    )
});
export type StoredRecipients = z.output<typeof recipientsSchema>;

export const recipientsVersion = 1;
export const initialRecipients: StoredRecipients = {recipients: []};
