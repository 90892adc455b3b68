import {z} from "zod";

/** The user's corrections of how they greet and close to people; null: learned from the letters. */
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
