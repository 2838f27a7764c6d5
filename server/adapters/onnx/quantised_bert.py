# A BERT encoder as an ONNX graph: int8 weights per output channel, int8 activations per token, so that what a text gives does not
# depend on its batch. `w` holds the weights under the names of the original. Needs numpy and onnx.
import numpy as np, onnx
from onnx import helper as h, numpy_helper as nh, TensorProto as T

H, NH = 384, 12
D = H // NH


class QuantisedBert:
    def __init__(self, w, layers):
        self.w, self.nodes, self.inits, self.done = w, [], {}, {}
        I, N = self.I, self.N
        I('heads', np.array([0, 0, NH, D], np.int64)); I('merge', np.array([0, 0, H], np.int64)); I('127', np.float32(127)); I('eps', np.float32(1e-9)); I('zp', np.uint8(128)); I('128', np.float32(128))
        I('last', np.array([-1], np.int64))
        self.layers = layers

    def I(self, name, a):
        self.inits[name] = nh.from_array(np.asarray(a), name)
        return name

    def N(self, op, ins, out, **a):
        self.nodes.append(h.make_node(op, ins, [out], name=out, domain='', **a))
        return out

    def LN(self, x, p, out):
        w, I = self.w, self.I
        return self.N('LayerNormalization', [x, I(out + '.g', w[p + '.weight']), I(out + '.b', w[p + '.bias'])], out, axis=-1, epsilon=1e-12)

    def embeddings(self, types=None):
        """Words in int8 per row, positions and token types; `types` names the input with the latter, absent where all are 0."""
        w, I, N = self.w, self.I, self.N
        a = w['embeddings.word_embeddings.weight']
        s = np.abs(a).max(1, keepdims=True) / 127
        s[s == 0] = 1
        we, ws = I('word.q', np.round(a / s).astype(np.int8)), I('word.s', s.astype(np.float32))
        N('Gather', [we, 'input_ids'], 'w.q'); N('Cast', ['w.q'], 'w.f', to=T.FLOAT); N('Gather', [ws, 'input_ids'], 'w.s'); N('Mul', ['w.f', 'w.s'], 'w')
        N('Shape', ['input_ids'], 'shape'); I('one', np.int64(1)); I('zero', np.int64(0)); N('Gather', ['shape', 'one'], 'len', axis=0); N('Range', ['zero', 'len', 'one'], 'positions')
        type_rows = w['embeddings.token_type_embeddings.weight']
        I('pos+type', w['embeddings.position_embeddings.weight'] + type_rows[0]); N('Gather', ['pos+type', 'positions'], 'p'); N('Add', ['w', 'p'], 'e')
        if types is None: return self.LN('e', 'embeddings.LayerNorm', 'x0')
        I('types', np.stack([np.zeros_like(type_rows[0]), type_rows[1] - type_rows[0]])); N('Gather', ['types', types], 't'); N('Add', ['e', 't'], 'et')
        return self.LN('et', 'embeddings.LayerNorm', 'x0')

    def quant(self, x):
        N = self.N
        N('Abs', [x], x + '.abs'); self.nodes.append(h.make_node('ReduceMax', [x + '.abs'], [x + '.max'], name=x + '.max', axes=[-1], keepdims=1))
        N('Max', [x + '.max', 'eps'], x + '.maxe'); N('Div', [x + '.maxe', '127'], x + '.scale'); N('Div', [x, x + '.scale'], x + '.d'); N('Add', [x + '.d', '128'], x + '.d1'); N('Round', [x + '.d1'], x + '.r'); N('Cast', [x + '.r'], x + '.q', to=T.UINT8)
        return x + '.q', x + '.scale'

    def lin(self, x, p, out, scale=1.0):
        w, I, N = self.w, self.I, self.N
        W = np.ascontiguousarray(w[p + '.weight'].T) * np.float32(scale); b = w[p + '.bias'] * np.float32(scale)
        s = np.abs(W).max(0) / 127; Wq = np.round(W / s).astype(np.int8)
        if x not in self.done: self.done[x] = self.quant(x)
        q, sc = self.done[x]
        N('MatMulInteger', [q, I(out + '.w', Wq), 'zp'], out + '.i'); N('Cast', [out + '.i'], out + '.f', to=T.FLOAT); N('Mul', [out + '.f', sc], out + '.f1'); N('Mul', [out + '.f1', I(out + '.s', s.astype(np.float32))], out + '.f2')
        return N('Add', [out + '.f2', I(out + '.b', b)], out)

    def encoder(self, x):
        """The layers over the embeddings `x`; returns the name of the tokens' vectors, `token_embeddings`."""
        I, N, LN, lin, L = self.I, self.N, self.LN, self.lin, self.layers
        I('1.0', np.float32(1)); I('-1e4', np.float32(-1e4)); I('ax12', np.array([1, 2], np.int64))
        N('Cast', ['attention_mask'], 'mask', to=T.FLOAT); N('Sub', ['1.0', 'mask'], 'unmask'); N('Mul', ['unmask', '-1e4'], 'mbias2'); N('Unsqueeze', ['mbias2', 'ax12'], 'mbias')
        I('0.5', np.float32(.5)); I('rsqrt2', np.float32(1 / np.sqrt(2)))
        for l in range(L):
            p = f'encoder.layer.{l}.'
            q = lin(x, p + 'attention.self.query', f'q{l}', 1 / np.sqrt(D)); k = lin(x, p + 'attention.self.key', f'k{l}'); v = lin(x, p + 'attention.self.value', f'v{l}')
            for n, perm in ((q, [0, 2, 1, 3]), (k, [0, 2, 3, 1]), (v, [0, 2, 1, 3])): N('Reshape', [n, 'heads'], n + 'h'); N('Transpose', [n + 'h'], n + 't', perm=perm)
            N('MatMul', [q + 't', k + 't'], f's{l}'); N('Add', [f's{l}', 'mbias'], f'sb{l}'); N('Softmax', [f'sb{l}'], f'p{l}', axis=-1); N('MatMul', [f'p{l}', v + 't'], f'c{l}')
            N('Transpose', [f'c{l}'], f'ct{l}', perm=[0, 2, 1, 3]); N('Reshape', [f'ct{l}', 'merge'], f'cm{l}')
            o = lin(f'cm{l}', p + 'attention.output.dense', f'o{l}'); N('Add', [o, x], f'r{l}'); y = LN(f'r{l}', p + 'attention.output.LayerNorm', f'y{l}')
            i = lin(y, p + 'intermediate.dense', f'i{l}')
            N('Mul', [i, 'rsqrt2'], f'g1{l}'); N('Erf', [f'g1{l}'], f'g2{l}'); N('Add', [f'g2{l}', '1.0'], f'g3{l}'); N('Mul', [i, f'g3{l}'], f'g4{l}'); N('Mul', [f'g4{l}', '0.5'], f'g{l}')
            f = lin(f'g{l}', p + 'output.dense', f'f{l}'); N('Add', [f, y], f'r2{l}'); x = LN(f'r2{l}', p + 'output.LayerNorm', f'x{l+1}' if l < L - 1 else 'token_embeddings')
        return x

    def save(self, out, name, inputs, outputs, source):
        info = lambda pairs, kind: [h.make_tensor_value_info(n, kind, shape) for n, shape in pairs]
        g = h.make_graph(self.nodes, name, info(inputs, T.INT64), info(outputs, T.FLOAT), list(self.inits.values()))
        m = h.make_model(g, opset_imports=[h.make_opsetid('', 17)], ir_version=8, producer_name='deskhand'); m.metadata_props.add(key='source', value=source)
        onnx.checker.check_model(m); onnx.save(m, out)
