"""Byte-level BPE over the training sentences, framed by start and end as CLIP frames its texts."""

import json
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

START, END = "<|startoftext|>", "<|endoftext|>"


def train_tokenizer(folder: Path, names: list[str], target: Path, vocabulary: int = 1024) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        min_frequency=2,
        special_tokens=[START, END],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )

    def sentences():
        for name in names:
            with (folder / f"{name}.jsonl").open() as lines:
                for index, line in enumerate(lines):
                    if index % 4:
                        continue
                    row = json.loads(line)
                    yield row["alt"]
                    yield from (text["text"] for text in row["texts"])

    tokenizer.train_from_iterator(sentences(), trainer)
    start, end = tokenizer.token_to_id(START), tokenizer.token_to_id(END)
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{START} $A {END}", special_tokens=[(START, start), (END, end)]
    )
    tokenizer.save(str(target))
    return tokenizer
