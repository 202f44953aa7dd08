/* The two loops of llama-bench on llama.cpp's C interface: compute a prompt of P tokens, then write G tokens one by one at
 * that depth. Tokens are arbitrary, nothing is sampled: what remains is the cost of the arithmetic.
 *
 *   llama_loop MODEL THREADS P G ROUNDS      prints {"prompt": tokens per second, "generation": tokens per second}
 */
#include <llama.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

static void quiet(enum ggml_log_level level, const char *text, void *data) {
    (void)level; (void)text; (void)data;
}

static void decode(struct llama_context *context, llama_token *tokens, int count) {
    if (llama_decode(context, llama_batch_get_one(tokens, count)) != 0) {
        fprintf(stderr, "llama_loop: decoding failed\n");
        exit(1);
    }
    llama_synchronize(context);
}

static int ascending(const void *a, const void *b) {
    double one = *(const double *)a, other = *(const double *)b;
    return (one > other) - (one < other);
}

int main(int argc, char **argv) {
    if (argc != 6) return 2;
    int threads = atoi(argv[2]), prompt = atoi(argv[3]), generate = atoi(argv[4]), rounds = atoi(argv[5]);
    llama_log_set(quiet, NULL);
    llama_backend_init();
    struct llama_model *model = llama_model_load_from_file(argv[1], llama_model_default_params());
    if (!model || rounds < 1 || rounds > 64 || prompt > 2048) return 1;
    struct llama_context_params params = llama_context_default_params();
    params.n_ctx = 4096;
    params.n_threads = params.n_threads_batch = threads;
    struct llama_context *context = llama_init_from_model(model, params);
    if (!context) return 1;

    int words = llama_vocab_n_tokens(llama_model_get_vocab(model));
    llama_token tokens[2048];
    double prompts[64], generations[64];
    for (int round = -1; round < rounds; round++) { /* the first round warms up */
        llama_memory_clear(llama_get_memory(context), true);
        for (int at = 0; at < prompt; at++) tokens[at] = rand() % words;
        double start = now();
        decode(context, tokens, prompt);
        double read = now();
        for (int at = 0; at < generate; at++) {
            llama_token token = rand() % words;
            decode(context, &token, 1);
        }
        double end = now();
        if (round >= 0) {
            prompts[round] = prompt / (read - start);
            generations[round] = generate / (end - read);
        }
    }
    qsort(prompts, rounds, sizeof(double), ascending);
    qsort(generations, rounds, sizeof(double), ascending);
    printf("{\"prompt\": %.1f, \"generation\": %.1f}\n", prompts[rounds / 2], generations[rounds / 2]);
    return 0;
}
