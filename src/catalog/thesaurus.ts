import { once } from './once.ts';
import { searchWords } from './search-words.ts';

/**
 * Words of the trade that mean the same, English and Chinese, those of upstream's names among them. They let a question
 * in Chinese find a name in English, and `folder` find `dir`. Words only, no parameters: those come from what is
 * written of each. Within a line the parts are separated by commas; a part of several words counts as each of them.
 */
const SAME = `
learning rate, lr, 学习率
batch, 批次, 批量, 批大小, 批处理
size, 大小, 尺寸
epoch, 轮数, 轮次, 训练轮
step, iteration, iter, 步数, 步
rank, dim, dimension, 秩
alpha, α, 缩放系数
beta, β
gamma, γ
dropout, 丢弃
target, 目标
module, 模块
layer, 层
weight, 权重
epsilon, eps, ε
decay, 衰减
scheduler, schedule, 调度器, 调度
warmup, 预热, 热身
optimizer, optim, 优化器
gradient, grad, 梯度
accumulation, accumulate, accum, 累积, 累计
checkpoint, ckpt, ckpts, 检查点, 断点, 存档
checkpointing, 重计算
save, 保存, 存储, 存
resume, continue, 续训, 恢复, 继续
output, 输出
directory, dir, folder, path, 目录, 路径, 文件夹
dataset, data, 数据集, 数据, 语料
sample, samples, example, row, record, 样本, 条
template, 模板
length, len, long, 长度
context, ctx, 上下文
maximum, max, longest, 最大, 上限, 最长
minimum, min, 最小, 下限
cut, cutoff, truncate, 截断
pack, packing, 打包, 拼接
stream, streaming, 流式
shuffle, shuffling, 打乱, 乱序
buffer, 缓冲
mix, interleave, 混合, 交错
cache, 缓存
worker, workers, process, processes, proc, 进程, 线程, 进程数
preprocessing, preprocess, 预处理
tokenize, tokenizer, 分词, 分词器
token, 词元
special, 特殊
vocabulary, vocab, 词表
embedding, embed, 词嵌入, 嵌入
evaluation, evaluate, eval, validation, validate, val, dev, test, 评估, 验证, 评测
strategy, 策略
metric, 指标
accuracy, 准确率, 精度
loss, 损失
log, logging, 日志, 打印
plot, curve, draw, 曲线
image, picture, photo, vision, visual, 图片, 图像, 视觉
video, 视频
audio, sound, 音频, 声音, 语音
pixel, resolution, 像素, 分辨率
frame, fps, 帧, 帧率
freeze, frozen, 冻结
tower, encoder, 编码器
projector, projection, proj, 投影
language, 语言
quantization, quantize, quantized, quant, 量化
bit, 比特
double, 双重
export, 导出
merge, combine, 合并
adapter, 适配器
device, gpu, card, graphics card, 显卡, 卡, 设备
memory, vram, ram, 显存, 内存
attention, attn, 注意力
kernel, 内核, 算子
inference, infer, 推理
backend, engine, 后端, 引擎
generate, generation, 生成
temperature, 温度
penalty, 惩罚
repetition, repeat, 重复
beam, 束
reference, ref, 参考
reward, 奖励
preference, pref, 偏好
model, 模型
stage, 阶段
method, 方法
seed, 种子
random, 随机
timeout, 超时
backup, copy, 副本
hub, repo, repository, 仓库
token secret, 令牌, 密钥
upload, push, 上传, 推送
thinking, think, thought, reasoning, 思考, 推理过程
history, 历史
prompt, 提示, 提示词
system, sys, 系统
mask, 掩码, 屏蔽
ignore, skip, 忽略, 跳过
interval, every, frequency, freq, 间隔, 频率, 每隔
update, 更新
switch, 切换
block, 块
ratio, share, proportion, percent, fraction, 比例, 占比
probability, probs, 概率
number, num, count, 数量, 个数
enable, use, 启用, 开启, 打开
disable, off, without, no, 禁用, 关闭, 关掉, 不用
clip, clipping, 裁剪
norm, 范数
noise, 噪声
label, 标签
smoothing, 平滑
project, 项目
offline, 离线
early, 早停, 提前
best, 最佳, 最好, 最优
stop, stopping, quit, 停止, 停
limit, at most, 限制
delete, remove, 删除
precision, dtype, 精度
speed, fast, faster, throughput, slow, 加速, 速度, 慢, 提速
parallel, 并行
node, machine, nodes, server, 节点, 机器, 多机, 服务器
distributed, 分布式
shard, split, 分片, 切分, 拆分
offload, 卸载
expert, moe, 专家
router, routing, 路由
profile, profiler, profiling, 性能分析
trainable, 可训练
additional, extra, 额外
initialize, init, initialization, 初始化
new, 新增, 添加, 新
first, 第一
last, 最后
start, begin, 开始, 起始
end, finish, 结束
online, 在线
calibration, 校准
benchmark, 基准
shot, 示例
tool, function, 工具, 函数
format, 格式
response, answer, reply, 回答, 回复
question, instruction, 问题, 指令
name, 名称, 名字
run, experiment, exp, 实验
deterministic, reproducible, 可复现
column, 列
bucket, 桶
wait, 等待
private, 私有
revision, branch, commit, 分支
remote code, 远程代码
scratch, 从头
fine-tuning, finetuning, finetune, 微调
full, 全参, 全量
margin, 间隔
clean empty, 清空, 清理
automatically, auto, 自动
predict, prediction, 预测
compile, 编译
`;

interface Thesaurus {
  /** What else a word may be called, each by its searched form: `folder` gives `dir`, `path`, `目录` … */
  readonly others: ReadonlyMap<string, ReadonlySet<string>>;
  /** Chinese words in full, longest first, with what they mean in the other lines' terms. */
  readonly han: readonly (readonly [string, readonly string[]])[];
}

/** Made when something is first searched for. */
const thesaurus = once((): Thesaurus => {
  const others = new Map<string, Set<string>>();
  const han: [string, readonly string[]][] = [];
  for (const line of SAME.trim().split('\n')) {
    const parts = line.split(',').map((part) => part.trim());
    const forms = parts.map((part) => searchWords(part));
    parts.forEach((part, i) => {
      const rest = forms.filter((_, j) => j !== i).flat();
      if (/^\p{Script=Han}+$/u.test(part)) han.push([part, rest]);
      else if (forms[i]?.length === 1) {
        const word = forms[i][0] ?? '';
        const known = others.get(word) ?? new Set();
        for (const other of rest) if (other !== word) known.add(other);
        others.set(word, known);
      }
    });
  }
  return { others, han: han.sort(([a], [b]) => b.length - a.length) };
});

/** What the words of a query may be called elsewhere, by word; for Chinese, by the word that stands in the text. */
export const alsoCalled = (text: string): ReadonlyMap<string, readonly string[]> => {
  const { others, han } = thesaurus();
  const found = new Map<string, readonly string[]>();
  for (const word of searchWords(text)) {
    const known = others.get(word);
    if (known !== undefined) found.set(word, [...known]);
  }
  let left = text;
  for (const [word, means] of han)
    if (left.includes(word)) {
      found.set(word, means);
      left = left.replaceAll(word, ' ');
    }
  return found;
};
