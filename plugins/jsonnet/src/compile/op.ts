/** The instructions; their operands follow them in the code. The loop in `vm/run.ts` names each number again. */
export const Op = {
  /** Ends the unit: the top of the stack is its value. */
  RETURN: 0,
  /** constant: pushes it. */
  CONSTANT: 1,
  /** slot: pushes the value of a variable of this frame. */
  VARIABLE: 2,
  /** hops, slot: the same, frames outwards. */
  OUTER: 3,
  /** unit: pushes a thunk. */
  THUNK: 4,
  /** hops, slot, unit: pushes the variable where it has a value, else a thunk that looks it up. */
  PASS: 5,
  /** slot: pops into a variable of this frame. */
  STORE: 6,
  /** hops: pushes the object. */
  SELF: 7,
  /** function code: pushes a function. */
  CLOSURE: 8,
  /** object code, shape: pushes an object whose field names are known. */
  OBJECT: 9,
  /** object code, n: pops n names. */
  OBJECT_NAMED: 10,
  /** n: pops n elements. */
  ARRAY: 11,
  JUMP: 12,
  /** target: pops the condition of an `if`. */
  UNLESS: 13,
  /** target: jumps if the top is false, and keeps it. */
  AND: 14,
  /** target: jumps if the top is true, and keeps it. */
  OR: 15,
  ADD: 16,
  SUBTRACT: 17,
  MULTIPLY: 18,
  LESS: 19,
  /** operator: every other operator on two values. */
  BINARY: 20,
  EQUAL: 21,
  NOT_EQUAL: 22,
  /** operator */
  UNARY: 23,
  /** name: pops the target, pushes its field. */
  FIELD: 24,
  /** Pops index and target. */
  INDEX: 25,
  /** hops: pops the name, pushes the field of super. */
  SUPER: 26,
  /** hops: pops the name. */
  IN_SUPER: 27,
  /** field number or -1, target: pushes what super has under this field's name, or jumps. */
  SUPER_OWN: 28,
  /** Pops the message. */
  ERROR: 29,
  /** n, tailstrict: pops n arguments and the function. */
  CALL: 30,
  /** names, n, tailstrict: the last arguments have names. */
  CALL_NAMED: 31,
  /** builtin, n: pops n values. */
  BUILTIN: 32,
  /** kind (0 import, 1 importstr, 2 importbin), path */
  IMPORT: 33,
  /** Pushes the standard library. */
  STD: 34,
  /** Pushes an empty array. */
  NEW_ARRAY: 35,
  /** Checks that the top is an array, pushes the index 0. */
  LOOP: 36,
  /** layout, exit: enters the frame of the next element. */
  NEXT: 37,
  /** start: leaves that frame. */
  REPEAT: 38,
  /** loops: pops an element onto the array below the loops. */
  APPEND: 39,
  /** Pushes what collects the fields of a comprehension. */
  NEW_FIELDS: 40,
  /** loops: pops the name of a field. */
  ADD_FIELD: 41,
  /** object code: pops the collected fields. */
  OBJECT_OF_FIELDS: 42,
  DIVIDE: 43,
  GREATER: 44,
  LESS_EQUAL: 45,
  GREATER_EQUAL: 46,
  /** Asks for what the function in the frame says: see `later`. */
  LATER: 47,
  /** builtin, index: checks the argument on the top before the next is evaluated. */
  CHECK: 48,
} as const

export type Opcode = (typeof Op)[keyof typeof Op]

/** Operators of the instructions BINARY and UNARY. */
export const BINARY_OPERATORS = ['%', '<<', '>>', 'in', '&', '^', '|', '&&', '||'] as const
export const UNARY_OPERATORS = ['!', '~', '+', '-'] as const
