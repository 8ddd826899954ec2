frame-skip = 本文へ移動
frame-about = このページについて
frame-support = ヘルプ
