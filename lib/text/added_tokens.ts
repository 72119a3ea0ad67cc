/**
 * Tokens that are found in a text before it is cut, the special ones first.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import type { AddedToken } from "./tokenizer_definition.ts";
import type { TokenizerSettings } from "./tokenizer_settings.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Roles that a special token may have in a sequence. */
export type Role =
  | "pad_token"
  | "unk_token"
  | "cls_token"
  | "sep_token"
  | "mask_token";

/**
 * Finds the special tokens of a vocabulary.
 *
 * @param vocab Ids by token.
 * @param settings Names of the tokens, where they are not the usual ones.
 * @param usual Names that the model's kind usually has.
 * @param path Path of the vocabulary, for errors.
 * @returns Name and id by role.
 * @throws {Failure} If the vocabulary lacks one.
 */
export function idsOfTokens(
  vocab: Vocabulary,
  settings: TokenizerSettings,
  usual: Readonly<Record<Role, string>>,
  path: string,
): { names: Record<Role, string>; ids: Record<Role, number> } {
  const names = { ...usual };
  const ids = {} as Record<Role, number>;
  for (const role of Object.keys(usual) as Role[]) {
    const name = names[role] = settings[role] ?? usual[role];
    const id = Object.hasOwn(vocab, name)
      ? vocab[name]
      : idAdded(settings, name);
    if (id === undefined) {
      throw inputError(
        `Cannot read "${path}": it has no ${role} ${
          JSON.stringify(name)
        }, expected it among its tokens`,
      );
    }
    ids[role] = id;
  }
  return { names, ids };
}

/**
 * Lists the tokens that are never cut.
 *
 * @param vocab Ids by token.
 * @param settings Tokens that were added to the vocabulary, with their ids.
 * @param special Names of the special tokens.
 * @param path Path of the vocabulary, for errors.
 * @throws {Failure} If the settings give a token another id than the vocabulary.
 */
export function addedTokens(
  vocab: Vocabulary,
  { added_tokens_decoder: added }: TokenizerSettings,
  special: readonly string[],
  path: string,
): AddedToken[] {
  const stated = Object.entries(added ?? {}).map(([id, token]) => ({
    ...token,
    id: Number(id),
    normalized: false,
    special: token.special || special.includes(token.content),
  }));
  for (const { content, id } of stated) {
    if (!Object.hasOwn(vocab, content) || vocab[content] === id) continue;
    throw inputError(
      `Cannot read "${path}": ${JSON.stringify(content)} is token ${
        vocab[content]
      }, expected ${id} as in tokenizer_config.json`,
    );
  }
  const known = new Set(stated.map(({ content }) => content));
  const others = special.filter((content) => !known.has(content))
    .map((content) => ({
      id: vocab[content]!,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    }));
  return [...stated, ...others].toSorted((a, b) => a.id - b.id);
}

function idAdded(
  { added_tokens_decoder: added }: TokenizerSettings,
  name: string,
) {
  const found = Object.entries(added ?? {})
    .find(([, { content }]) => content === name);
  return found && Number(found[0]);
}
