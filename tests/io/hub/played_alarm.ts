import type { Hub } from "../../../lib/io/hub/hub.ts";

/** An alarm that rings only when a test says so, however slow the machine is. */
export class PlayedAlarm implements Pick<Hub, "timeout" | "alarm"> {
  /** Milliseconds of silence to bear; the length does not matter here. */
  readonly timeout = 30_000;
  #ring = () => {};
  #next = Promise.withResolvers<void>();

  /** Sets the alarm, in place of the one before. */
  readonly alarm = (_milliseconds: number, ring: () => void) => {
    this.#ring = ring;
    this.#next.resolve();
    this.#next = Promise.withResolvers<void>();
    return () => void (this.#ring = () => {});
  };

  /** Fulfilled when the alarm is set next, as it is when something has come. */
  get next(): Promise<void> {
    return this.#next.promise;
  }

  /** Lets the time pass, in silence. */
  ring() {
    this.#ring();
  }
}
