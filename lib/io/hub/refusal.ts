import { Failure, inputError } from "../failure.ts";
import type { Hub } from "./hub.ts";
import { Transient } from "./retry.ts";

/**
 * What an answer other than success means.
 *
 * @param hub The hub that was asked.
 * @param response The answer; its body is not needed.
 * @param about What was asked for, as an error names it.
 * @returns A failure of the user's, or one that another try may get over.
 * @see https://github.com/huggingface/huggingface_hub, `utils/_http.py`, for the
 * values of `X-Error-Code`
 */
export function refusal(
  { endpoint, token }: Hub,
  { status, headers }: Response,
  about: string,
): Failure | Transient {
  const cannot = `Cannot fetch ${about}`;
  const code = headers.get("x-error-code");
  if (status === 404 && code === "RevisionNotFound") {
    return inputError(
      `${cannot}: ${endpoint} has no such revision (404), expected a branch, a tag or a commit of it`,
    );
  }
  if (status === 404 || code === "RepoNotFound") {
    return inputError(
      `${cannot}: neither this machine nor ${endpoint} has it (${status}), expected a path, or owner/name of a repository`,
    );
  }
  if (status === 401) {
    return inputError(
      `${cannot}: ${endpoint} ${
        token ? "does not accept the token" : "has no such public repository"
      } (401), expected a repository that exists, and in HF_TOKEN a token that may read it`,
    );
  }
  if (status === 403) {
    return inputError(
      `${cannot}: ${endpoint} refuses access (403), expected HF_TOKEN of somebody who was granted it`,
    );
  }
  const busy = status === 429 || status === 408 || status >= 500;
  const failure = new Failure(
    "failure",
    `${cannot}: ${endpoint} answers ${status}, expected ${
      busy ? "it to have time later" : "200"
    }`,
  );
  return busy ? new Transient(failure, { wait: waitOf(headers) }) : failure;
}

/** Milliseconds that a server asks to wait, in seconds or until a date. */
function waitOf(headers: Headers): number | undefined {
  const text = headers.get("retry-after")?.trim();
  if (!text) return undefined;
  const wait = /^\d+$/.test(text)
    ? 1000 * Number(text)
    : Date.parse(text) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
