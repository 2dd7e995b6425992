export function instantiate(module, FinalizationRegistry) {
/**
 * A form with the memory that it is asked in. What it answers is JSON.
 */
class RawForm {
    static __wrap(ptr) {
        const obj = Object.create(RawForm.prototype);
        obj.__wbg_ptr = ptr;
        RawFormFinalization.register(obj, obj.__wbg_ptr, obj);
        return obj;
    }
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        RawFormFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_rawform_free(ptr, 0);
    }
    /**
     * @param {string} event
     */
    addEvent(event) {
        const ptr0 = passStringToWasm0(event, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.rawform_addEvent(this.__wbg_ptr, ptr0, len0);
        if (ret[1]) {
            throw takeFromExternrefTable0(ret[0]);
        }
    }
    /**
     * Takes the answer in the first bytes of the input for a field by its index. Says whether there is a [`notice`](RawForm::notice)
     * about it; nothing when it is no JSON. One number is what engines take back from a call without making an object.
     * @param {number} field
     * @param {number} value
     * @returns {boolean | undefined}
     */
    answer(field, value) {
        const ret = wasm.rawform_answer(this.__wbg_ptr, field, value);
        return ret === 0xFFFFFF ? undefined : ret !== 0;
    }
    /**
     * @returns {number}
     */
    at() {
        const ret = wasm.rawform_at(this.__wbg_ptr);
        return ret;
    }
    /**
     * The evaluation's JSON: its address is [`output`](RawForm::output), and this its length. Behind it stands where its parts begin.
     * @returns {number}
     */
    evaluation() {
        const ret = wasm.rawform_evaluation(this.__wbg_ptr);
        return ret >>> 0;
    }
    /**
     * @returns {boolean}
     */
    exact() {
        const ret = wasm.rawform_exact(this.__wbg_ptr);
        return ret !== 0;
    }
    /**
     * The index of a field.
     * @param {string} name
     * @returns {number}
     */
    field(name) {
        const ptr0 = passStringToWasm0(name, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.rawform_field(this.__wbg_ptr, ptr0, len0);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return ret[0] >>> 0;
    }
    /**
     * The address of the head of the evaluation as it is now.
     * @returns {number}
     */
    head() {
        const ret = wasm.rawform_head(this.__wbg_ptr);
        return ret >>> 0;
    }
    /**
     * The lead's id.
     * @returns {string | undefined}
     */
    id() {
        const ret = wasm.rawform_id(this.__wbg_ptr);
        let v1;
        if (ret[0] !== 0) {
            v1 = getStringFromWasm0(ret[0], ret[1]);
            wasm.__wbindgen_free(ret[0], ret[1] * 1, 1);
        }
        return v1;
    }
    /**
     * @returns {string}
     */
    lead() {
        let deferred1_0;
        let deferred1_1;
        try {
            const ret = wasm.rawform_lead(this.__wbg_ptr);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * @returns {number}
     */
    missing() {
        const ret = wasm.rawform_missing(this.__wbg_ptr);
        return ret >>> 0;
    }
    /**
     * @param {number} most
     * @returns {number}
     */
    next(most) {
        const ret = wasm.rawform_next(this.__wbg_ptr, most);
        return ret >>> 0;
    }
    /**
     * The code of the notice about the last answer.
     * @returns {string | undefined}
     */
    notice() {
        const ret = wasm.rawform_notice(this.__wbg_ptr);
        let v1;
        if (ret[0] !== 0) {
            v1 = getStringFromWasm0(ret[0], ret[1]);
            wasm.__wbindgen_free(ret[0], ret[1] * 1, 1);
        }
        return v1;
    }
    /**
     * The address of the JSON that was asked for last.
     * @returns {number}
     */
    output() {
        const ret = wasm.rawform_output(this.__wbg_ptr);
        return ret >>> 0;
    }
    /**
     * @returns {number}
     */
    questions() {
        const ret = wasm.rawform_questions(this.__wbg_ptr);
        return ret >>> 0;
    }
    /**
     * @returns {number}
     */
    reachable() {
        const ret = wasm.rawform_reachable(this.__wbg_ptr);
        return ret >>> 0;
    }
    /**
     * The address of an input buffer of at least this many bytes.
     * @param {number} length
     * @returns {number}
     */
    reserve(length) {
        const ret = wasm.rawform_reserve(this.__wbg_ptr, length);
        return ret >>> 0;
    }
    /**
     * @returns {string}
     */
    saved() {
        let deferred1_0;
        let deferred1_1;
        try {
            const ret = wasm.rawform_saved(this.__wbg_ptr);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * @returns {boolean}
     */
    settled() {
        const ret = wasm.rawform_settled(this.__wbg_ptr);
        return ret !== 0;
    }
    /**
     * @param {string} field
     */
    skip(field) {
        const ptr0 = passStringToWasm0(field, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.rawform_skip(this.__wbg_ptr, ptr0, len0);
        if (ret[1]) {
            throw takeFromExternrefTable0(ret[0]);
        }
    }
    /**
     * @returns {boolean}
     */
    undo() {
        const ret = wasm.rawform_undo(this.__wbg_ptr);
        return ret !== 0;
    }
    /**
     * Milliseconds since 1970; NaN when time changes nothing.
     * @returns {number}
     */
    validUntil() {
        const ret = wasm.rawform_validUntil(this.__wbg_ptr);
        return ret;
    }
    /**
     * @param {string} changes
     * @returns {number}
     */
    whatIf(changes) {
        const ptr0 = passStringToWasm0(changes, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.rawform_whatIf(this.__wbg_ptr, ptr0, len0);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return ret[0] >>> 0;
    }
    /**
     * Fields by their names, one on each line.
     * @param {string} fields
     * @returns {boolean}
     */
    worthEnriching(fields) {
        const ptr0 = passStringToWasm0(fields, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.rawform_worthEnriching(this.__wbg_ptr, ptr0, len0);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return ret[0] !== 0;
    }
    /**
     * @param {string} stage
     * @returns {number}
     */
    wouldTake(stage) {
        const ptr0 = passStringToWasm0(stage, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.rawform_wouldTake(this.__wbg_ptr, ptr0, len0);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return ret[0] >>> 0;
    }
}
if (Symbol.dispose) RawForm.prototype[Symbol.dispose] = RawForm.prototype.free;

/**
 * A model with the memory that its evaluations are made in.
 */
class RawModel {
    static __wrap(ptr) {
        const obj = Object.create(RawModel.prototype);
        obj.__wbg_ptr = ptr;
        RawModelFinalization.register(obj, obj.__wbg_ptr, obj);
        return obj;
    }
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        RawModelFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_rawmodel_free(ptr, 0);
    }
    /**
     * Evaluates leads, one on each line of the input between two places, with the context behind them, until there are enough
     * evaluations for one call. Gives the place to go on from.
     * @param {number} from
     * @param {number} to
     * @param {number} context
     * @param {number} now
     * @returns {number}
     */
    evaluateLines(from, to, context, now) {
        const ret = wasm.rawmodel_evaluateLines(this.__wbg_ptr, from, to, context, now);
        return ret >>> 0;
    }
    /**
     * Evaluates the lead that the host took apart: its texts in the first bytes of the input, its numbers in so many bytes from
     * another place on. Gives the address of the evaluation's head.
     * @param {number} text
     * @param {number} from
     * @param {number} numbers
     * @param {number} now
     * @returns {number}
     */
    evaluateParts(text, from, numbers, now) {
        const ret = wasm.rawmodel_evaluateParts(this.__wbg_ptr, text, from, numbers, now);
        return ret >>> 0;
    }
    /**
     * Evaluates the lead in the first bytes of the input, with the context in those that follow it. Gives the length of
     * the evaluation's JSON, behind which stands where its parts begin.
     * @param {number} lead
     * @param {number} context
     * @param {number} now
     * @returns {number}
     */
    evaluate(lead, context, now) {
        const ret = wasm.rawmodel_evaluate(this.__wbg_ptr, lead, context, now);
        return ret >>> 0;
    }
    /**
     * Begins a form with the lead in the first bytes of the input, and the context in those that follow it.
     * @param {number} lead
     * @param {number} context
     * @param {number} now
     * @returns {RawForm}
     */
    form(lead, context, now) {
        const ret = wasm.rawmodel_form(this.__wbg_ptr, lead, context, now);
        return RawForm.__wrap(ret);
    }
    /**
     * @returns {string}
     */
    get hash() {
        let deferred1_0;
        let deferred1_1;
        try {
            const ret = wasm.rawmodel_hash(this.__wbg_ptr);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * The address of the head of the last evaluation, which holds no texts.
     * @returns {number}
     */
    head() {
        const ret = wasm.rawmodel_head(this.__wbg_ptr);
        return ret >>> 0;
    }
    /**
     * Compiles a model, with other time zones than the built-in ones if they are given; throws the JSON of its
     * diagnostics, an array, or a code and a text about the zones, on two lines.
     * @param {Uint8Array | number[]} text
     * @param {Uint8Array | number[] | null} [zones]
     * @returns {RawModel}
     */
    static load(text, zones) {
        let ptr0, len0, ptr1, len1;
        try {
            ptr0 = passArray8ToWasm0(text, wasm.__wbindgen_malloc);
            len0 = WASM_VECTOR_LEN;
            ptr1 = isLikeNone(zones) ? 0 : passArray8ToWasm0(zones, wasm.__wbindgen_malloc);
            len1 = WASM_VECTOR_LEN;
        } catch (e) {
            if (ptr1) { wasm.__wbindgen_free(ptr1, len1 * 1, 1); }
            if (ptr0) { wasm.__wbindgen_free(ptr0, len0 * 1, 1); }
            throw e;
        }
        const ret = wasm.rawmodel_load(ptr0, len0, ptr1, len1);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return RawModel.__wrap(ret[0]);
    }
    /**
     * @returns {string}
     */
    get name() {
        let deferred1_0;
        let deferred1_1;
        try {
            const ret = wasm.rawmodel_name(this.__wbg_ptr);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * The names that the head of an evaluation has indexes of, as JSON.
     * @returns {string}
     */
    get names() {
        let deferred1_0;
        let deferred1_1;
        try {
            const ret = wasm.rawmodel_names(this.__wbg_ptr);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * The address of the evaluation's JSON, or of the evaluations' lines.
     * @returns {number}
     */
    output() {
        const ret = wasm.rawmodel_output(this.__wbg_ptr);
        return ret >>> 0;
    }
    /**
     * What the host must know to take leads apart, as JSON.
     * @returns {string}
     */
    get parts() {
        let deferred1_0;
        let deferred1_1;
        try {
            const ret = wasm.rawmodel_parts(this.__wbg_ptr);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * The words of all reasons that the model can give, as JSON.
     * @returns {string}
     */
    get reasonWords() {
        let deferred1_0;
        let deferred1_1;
        try {
            const ret = wasm.rawmodel_reasonWords(this.__wbg_ptr);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * The address of an input buffer of at least this many bytes.
     * @param {number} length
     * @returns {number}
     */
    reserve(length) {
        const ret = wasm.rawmodel_reserve(this.__wbg_ptr, length);
        return ret >>> 0;
    }
    /**
     * A form again from what was kept of it in the first bytes of the input, at an instant unless it is NaN.
     * @param {number} saved
     * @param {number} now
     * @returns {RawForm}
     */
    restore(saved, now) {
        const ret = wasm.rawmodel_restore(this.__wbg_ptr, saved, now);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return RawForm.__wrap(ret[0]);
    }
    /**
     * @returns {string | undefined}
     */
    get version() {
        const ret = wasm.rawmodel_version(this.__wbg_ptr);
        let v1;
        if (ret[0] !== 0) {
            v1 = getStringFromWasm0(ret[0], ret[1]);
            wasm.__wbindgen_free(ret[0], ret[1] * 1, 1);
        }
        return v1;
    }
    /**
     * The length of what was written last.
     * @returns {number}
     */
    get written() {
        const ret = wasm.rawmodel_written(this.__wbg_ptr);
        return ret >>> 0;
    }
}
if (Symbol.dispose) RawModel.prototype[Symbol.dispose] = RawModel.prototype.free;

/**
 * Counts how often the options of a model's questions are given.
 */
class RawPriors {
    static __wrap(ptr) {
        const obj = Object.create(RawPriors.prototype);
        obj.__wbg_ptr = ptr;
        RawPriorsFinalization.register(obj, obj.__wbg_ptr, obj);
        return obj;
    }
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        RawPriorsFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_rawpriors_free(ptr, 0);
    }
    /**
     * Counts the lead in the first bytes of the input.
     * @param {number} lead
     */
    count(lead) {
        wasm.rawpriors_count(this.__wbg_ptr, lead);
    }
    /**
     * @param {RawModel} model
     * @param {number} now
     * @returns {RawPriors}
     */
    static of(model, now) {
        _assertClass(model, RawModel);
        const ret = wasm.rawpriors_of(model.__wbg_ptr, now);
        return RawPriors.__wrap(ret);
    }
    /**
     * The address of an input buffer of at least this many bytes.
     * @param {number} length
     * @returns {number}
     */
    reserve(length) {
        const ret = wasm.rawpriors_reserve(this.__wbg_ptr, length);
        return ret >>> 0;
    }
    /**
     * @returns {string}
     */
    weights() {
        let deferred1_0;
        let deferred1_1;
        try {
            const ret = wasm.rawpriors_weights(this.__wbg_ptr);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
}
if (Symbol.dispose) RawPriors.prototype[Symbol.dispose] = RawPriors.prototype.free;

/**
 * The JSON of a model's diagnostics, with other time zones than the built-in ones if they are given; throws as `load` does.
 * @param {Uint8Array | number[]} text
 * @param {Uint8Array | number[] | null} [zones]
 * @returns {string}
 */
function check(text, zones) {
    let deferred4_0;
    let deferred4_1;
    try {
        let ptr0, len0, ptr1, len1;
        try {
            ptr0 = passArray8ToWasm0(text, wasm.__wbindgen_malloc);
            len0 = WASM_VECTOR_LEN;
            ptr1 = isLikeNone(zones) ? 0 : passArray8ToWasm0(zones, wasm.__wbindgen_malloc);
            len1 = WASM_VECTOR_LEN;
        } catch (e) {
            if (ptr1) { wasm.__wbindgen_free(ptr1, len1 * 1, 1); }
            if (ptr0) { wasm.__wbindgen_free(ptr0, len0 * 1, 1); }
            throw e;
        }
        const ret = wasm.check(ptr0, len0, ptr1, len1);
        var ptr3 = ret[0];
        var len3 = ret[1];
        if (ret[3]) {
            ptr3 = 0; len3 = 0;
            throw takeFromExternrefTable0(ret[2]);
        }
        deferred4_0 = ptr3;
        deferred4_1 = len3;
        return getStringFromWasm0(ptr3, len3);
    } finally {
        wasm.__wbindgen_free(deferred4_0, deferred4_1, 1);
    }
}

/**
 * Milliseconds since 1970 of an instant's text; NaN when it is none.
 * @param {string} text
 * @returns {number}
 */
function parseInstant(text) {
    const ptr0 = passStringToWasm0(text, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
    const len0 = WASM_VECTOR_LEN;
    const ret = wasm.parseInstant(ptr0, len0);
    return ret;
}

/**
 * The part of a model that a browser may hold, as JSON; throws as `load` does.
 * @param {Uint8Array | number[]} text
 * @param {Uint8Array | number[] | null} [zones]
 * @returns {string}
 */
function publicDocument(text, zones) {
    let deferred4_0;
    let deferred4_1;
    try {
        let ptr0, len0, ptr1, len1;
        try {
            ptr0 = passArray8ToWasm0(text, wasm.__wbindgen_malloc);
            len0 = WASM_VECTOR_LEN;
            ptr1 = isLikeNone(zones) ? 0 : passArray8ToWasm0(zones, wasm.__wbindgen_malloc);
            len1 = WASM_VECTOR_LEN;
        } catch (e) {
            if (ptr1) { wasm.__wbindgen_free(ptr1, len1 * 1, 1); }
            if (ptr0) { wasm.__wbindgen_free(ptr0, len0 * 1, 1); }
            throw e;
        }
        const ret = wasm.publicDocument(ptr0, len0, ptr1, len1);
        var ptr3 = ret[0];
        var len3 = ret[1];
        if (ret[3]) {
            ptr3 = 0; len3 = 0;
            throw takeFromExternrefTable0(ret[2]);
        }
        deferred4_0 = ptr3;
        deferred4_1 = len3;
        return getStringFromWasm0(ptr3, len3);
    } finally {
        wasm.__wbindgen_free(deferred4_0, deferred4_1, 1);
    }
}

/**
 * The release of the IANA time zone database that is built in.
 * @returns {string}
 */
function tzdataVersion() {
    let deferred1_0;
    let deferred1_1;
    try {
        const ret = wasm.tzdataVersion();
        deferred1_0 = ret[0];
        deferred1_1 = ret[1];
        return getStringFromWasm0(ret[0], ret[1]);
    } finally {
        wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg___wbindgen_throw_4c88d8bf264fd984: function(arg0, arg1) {
            throw new Error(getStringFromWasm0(arg0, arg1));
        },
        __wbindgen_generic_0000000000000001: function(arg0, arg1) {
            // Cast intrinsic for `Ref(String) -> Externref`.
            const ret = getStringFromWasm0(arg0, arg1);
            return ret;
        },
        __wbindgen_init_externref_table: function() {
            const table = wasm.__wbindgen_externrefs;
            table.set(0, undefined);
            table.set(1024, undefined);
            table.set(1025, null);
            table.set(1026, true);
            table.set(1027, false);
        },
    };
    return {
        __proto__: null,
        "./glue_bg.js": import0,
    };
}

const RawFormFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_rawform_free(ptr, 1));
const RawModelFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_rawmodel_free(ptr, 1));
const RawPriorsFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_rawpriors_free(ptr, 1));

function _assertClass(instance, klass) {
    if (!(instance instanceof klass)) {
        throw new Error(`expected instance of ${klass.name}`);
    }
}

function getStringFromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));
}

let cachedUint8ArrayMemory0 = null;
function getUint8ArrayMemory0() {
    if (cachedUint8ArrayMemory0 === null || cachedUint8ArrayMemory0.byteLength === 0) {
        cachedUint8ArrayMemory0 = new Uint8Array(wasm.memory.buffer);
    }
    return cachedUint8ArrayMemory0;
}

function isLikeNone(x) {
    return x === undefined || x === null;
}

function passArray8ToWasm0(arg, malloc) {
    const ptr = malloc(arg.length * 1, 1) >>> 0;
    getUint8ArrayMemory0().set(arg, ptr / 1);
    WASM_VECTOR_LEN = arg.length;
    return ptr;
}

function passStringToWasm0(arg, malloc, realloc) {
    if (realloc === undefined) {
        const buf = cachedTextEncoder.encode(arg);
        const ptr = malloc(buf.length, 1) >>> 0;
        getUint8ArrayMemory0().subarray(ptr, ptr + buf.length).set(buf);
        WASM_VECTOR_LEN = buf.length;
        return ptr;
    }

    let len = arg.length;
    let ptr = malloc(len, 1) >>> 0;

    const mem = getUint8ArrayMemory0();

    let offset = 0;

    for (; offset < len; offset++) {
        const code = arg.charCodeAt(offset);
        if (code > 0x7F) break;
        mem[ptr + offset] = code;
    }
    if (offset !== len) {
        if (offset !== 0) {
            arg = arg.slice(offset);
        }
        ptr = realloc(ptr, len, len = offset + arg.length * 3, 1) >>> 0;
        const view = getUint8ArrayMemory0().subarray(ptr + offset, ptr + len);
        const ret = cachedTextEncoder.encodeInto(arg, view);

        offset += ret.written;
        ptr = realloc(ptr, len, offset, 1) >>> 0;
    }

    WASM_VECTOR_LEN = offset;
    return ptr;
}

function takeFromExternrefTable0(idx) {
    const value = wasm.__wbindgen_externrefs.get(idx);
    wasm.__externref_table_dealloc(idx);
    return value;
}

let cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
cachedTextDecoder.decode();
const MAX_SAFARI_DECODE_BYTES = 2146435072;
let numBytesDecoded = 0;
function decodeText(bytes) {
    numBytesDecoded += bytes.length;
    if (numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {
        cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
        cachedTextDecoder.decode();
        numBytesDecoded = bytes.length;
    }
    return cachedTextDecoder.decode(bytes);
}

const cachedTextEncoder = new TextEncoder();

if (!('encodeInto' in cachedTextEncoder)) {
    cachedTextEncoder.encodeInto = function (arg, view) {
        const buf = cachedTextEncoder.encode(arg);
        view.set(buf);
        return {
            read: arg.length,
            written: buf.length
        };
    };
}

let WASM_VECTOR_LEN = 0;

let wasmModule, wasmInstance, wasm;
function __wbg_finalize_init(instance, module) {
    wasmInstance = instance;
    wasm = instance.exports;
    wasmModule = module;
    cachedUint8ArrayMemory0 = null;
    wasm.__wbindgen_start();
    return wasm;
}

const { memory } = __wbg_finalize_init(new WebAssembly.Instance(module, __wbg_get_imports()), module);
return { memory, RawForm, RawModel, RawPriors, check, parseInstant, publicDocument, tzdataVersion };
}
