# The reading model in PyTorch: MiniLM's encoder with a head for the pair and one for every token.
import torch, torch.nn as nn, torch.nn.functional as F
from safetensors.torch import load_file, save_file

H, NH = 384, 12


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(H, H) for _ in range(4))
        self.n1, self.n2 = nn.LayerNorm(H, eps=1e-12), nn.LayerNorm(H, eps=1e-12)
        self.i, self.f, self.d = nn.Linear(H, 4 * H), nn.Linear(4 * H, H), nn.Dropout(0.1)

    def forward(self, x, mask):
        B, T, _ = x.shape
        heads = lambda t: t.view(B, T, NH, H // NH).transpose(1, 2)
        a = F.scaled_dot_product_attention(heads(self.q(x)), heads(self.k(x)), heads(self.v(x)), attn_mask=mask)
        x = self.n1(x + self.d(self.o(a.transpose(1, 2).reshape(B, T, H))))
        return self.n2(x + self.d(self.f(F.gelu(self.i(x)))))


class Reader(nn.Module):
    """Two logits for the pair (the passage answers; one answer serves both) and one for each token (it is part of the answer)."""

    def __init__(self, layers=6):
        super().__init__()
        self.word, self.pos, self.seg = nn.Embedding(30522, H), nn.Embedding(512, H), nn.Embedding(2, H)
        self.n, self.d = nn.LayerNorm(H, eps=1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.pool, self.head, self.token = nn.Linear(3 * H, H), nn.Linear(H, 2), nn.Linear(2 * H, 1)
        # How much the cosine of both sides, and of a token with the question, counts from the start.
        self.near = nn.Parameter(torch.tensor([[8.0, 8.0, 4.0], [-4.0, -5.0, -3.0]]))

    def forward(self, ids, segments, mask):
        x = self.d(self.n(self.word(ids) + self.pos.weight[: ids.shape[1]] + self.seg(segments)))
        allowed = mask[:, None, None, :].bool()
        for layer in self.layers: x = layer(x, allowed)
        x = x.float()
        question, passage = ((mask * (segments == side)).float() for side in (0, 1))
        mean = lambda m: (x * m[:, :, None]).sum(1) / m.sum(1, keepdim=True).clamp(min=1)
        u, v = mean(question), mean(passage)
        cosine = F.cosine_similarity(u, v)[:, None]
        hidden = F.gelu(self.pool(torch.cat([self.d(x[:, 0]), self.d(u * v), self.d((u - v).abs())], 1)))
        pair = self.head(self.d(hidden)) + self.near[0, :2] * cosine + self.near[1, :2]
        each = F.cosine_similarity(x, u[:, None, :], dim=2)
        both = torch.cat([x, x * u[:, None, :]], 2)
        return pair, self.token(self.d(both)).squeeze(-1) + self.near[0, 2] * each + self.near[1, 2]

    def names(self):
        """Own names of the weights with those that the original uses."""
        names = {'word.weight': 'embeddings.word_embeddings.weight', 'pos.weight': 'embeddings.position_embeddings.weight', 'seg.weight': 'embeddings.token_type_embeddings.weight'}
        pairs = [('n', 'embeddings.LayerNorm'), ('pool', 'pool'), ('head', 'head'), ('token', 'token')]
        for l in range(len(self.layers)):
            for own, original in (('q', 'attention.self.query'), ('k', 'attention.self.key'), ('v', 'attention.self.value'), ('o', 'attention.output.dense'),
                                  ('n1', 'attention.output.LayerNorm'), ('i', 'intermediate.dense'), ('f', 'output.dense'), ('n2', 'output.LayerNorm')):
                pairs.append((f'layers.{l}.{own}', f'encoder.layer.{l}.{original}'))
        for own, original in pairs:
            for part in ('weight', 'bias'): names[f'{own}.{part}'] = f'{original}.{part}'
        names['near'] = 'near'
        return names

    def load(self, path):
        """From the original or from what `save` wrote; heads that the file lacks stay as they are."""
        stored, state = load_file(path), self.state_dict()
        for own, original in self.names().items():
            if original in stored: state[own] = stored[original].float()
        self.load_state_dict(state)
        return self

    def save(self, path):
        state = self.state_dict()
        save_file({original: state[own].contiguous() for own, original in self.names().items()}, path)
