import { DeskhandError } from '../errors.ts';

/** One customer's part in a shared generation. */
export interface Passenger<Event, Value> {
  /**
   * Generates. `shown` is what earlier leaders had emitted when they failed: the customers have seen it, so it must be
   * continued or taken back. Everything emitted reaches the leader's own `receive`, too.
   */
  lead(emit: (event: Event) => void, shown: readonly Event[]): Promise<Value>;
  /** Called with each event once, in order and from the first on, whoever leads. */
  receive(event: Event): void;
  /** The customer stopped: a follower leaves, a leader's own `lead` is expected to end. */
  signal: AbortSignal;
}

export interface Landed<Value> {
  value: Value;
  /** False when another passenger's generation was shared. */
  led: boolean;
}

interface Seat<Event, Value> {
  passenger: Passenger<Event, Value>;
  received: number;
  land(outcome: Landed<Value>): void;
  fail(error: unknown): void;
}

/**
 * Identical questions in flight share one generation. The first leads and the others follow; when the leader fails
 * or is stopped, the next one leads and only the failed one learns of the failure.
 */
export class SingleFlight<Event, Value> {
  readonly #flights = new Map<string, Flight<Event, Value>>();

  /** Throws what the own generation threw, or `cancelled` for a follower who left. */
  join(key: string, passenger: Passenger<Event, Value>): Promise<Landed<Value>> {
    if (passenger.signal.aborted) return Promise.reject(new DeskhandError('cancelled'));
    const flight = this.#flights.get(key) ?? this.#start(key);
    return flight.board(passenger);
  }

  /** Generations under way. */
  get size(): number {
    return this.#flights.size;
  }

  #start(key: string): Flight<Event, Value> {
    const flight = new Flight<Event, Value>(() => this.#flights.delete(key));
    this.#flights.set(key, flight);
    return flight;
  }
}

class Flight<Event, Value> {
  readonly #events: Event[] = [];
  readonly #followers: Seat<Event, Value>[] = [];
  readonly #onEnd: () => void;
  #leader: Seat<Event, Value> | null = null;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  board(passenger: Passenger<Event, Value>): Promise<Landed<Value>> {
    return new Promise((land, fail) => {
      const seat = { passenger, received: 0, land, fail };
      if (this.#leader === null) {
        void this.#lead(seat);
        return;
      }
      this.#followers.push(seat);
      passenger.signal.addEventListener('abort', () => this.#leave(seat), { once: true });
      this.#catchUp(seat);
    });
  }

  async #lead(seat: Seat<Event, Value>): Promise<void> {
    this.#leader = seat;
    this.#catchUp(seat);
    const emit = (event: Event) => {
      if (this.#leader === seat) this.#emit(event);
    };
    try {
      const value = await seat.passenger.lead(emit, [...this.#events]);
      // What a stopped leader ends with is half an answer: its own, and nobody else's.
      if (seat.passenger.signal.aborted) this.#passOn();
      else this.#land(value);
      seat.land({ value, led: true });
    } catch (error) {
      this.#passOn();
      seat.fail(error);
    }
  }

  #land(value: Value): void {
    this.#onEnd();
    for (const follower of this.#followers) follower.land({ value, led: false });
  }

  #passOn(): void {
    const next = this.#followers.shift();
    if (next === undefined) this.#onEnd();
    else void this.#lead(next);
  }

  #emit(event: Event): void {
    this.#events.push(event);
    if (this.#leader !== null) this.#catchUp(this.#leader);
    for (const follower of [...this.#followers]) this.#catchUp(follower);
  }

  /** A passenger that cannot receive is put off; it must not end the flight of the others. */
  #catchUp(seat: Seat<Event, Value>): void {
    for (; seat.received < this.#events.length; seat.received += 1) {
      const event = this.#events[seat.received];
      try {
        if (event !== undefined) seat.passenger.receive(event);
      } catch (error) {
        if (seat === this.#leader) throw error;
        this.#remove(seat);
        seat.fail(error);
        return;
      }
    }
  }

  #leave(seat: Seat<Event, Value>): void {
    if (this.#remove(seat)) seat.fail(new DeskhandError('cancelled'));
  }

  #remove(seat: Seat<Event, Value>): boolean {
    const place = this.#followers.indexOf(seat);
    if (place < 0) return false;
    this.#followers.splice(place, 1);
    return true;
  }
}
