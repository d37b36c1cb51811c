using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Unified.Media.Supabase;

/// <summary>
/// Creates the resilience pipeline of calls, with retries and a circuit breaker. The standard resilience handler of .NET is not suitable, because it
/// retries calls whose outcome is unknown, and its timeouts abort long uploads.
/// </summary>
internal static class RetryPipeline
{
    /// <summary>The longest <c>Retry-After</c> to wait for. A call whose error has a longer delay is not retried.</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromSeconds(30);

    public static readonly ResiliencePropertyKey<StorageCallState> StateKey = new("call");

    public static ResiliencePipeline Create(SupabaseStorageOptions options, TimeProvider time, ILogger logger)
    {
        var budget = new RetryBudget();
        var builder = new ResiliencePipelineBuilder { TimeProvider = time, Name = SupabaseErrors.Provider };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(CreateRetry(options, budget, logger));
        }

        return builder.AddCircuitBreaker(CreateCircuitBreaker(budget, logger)).Build();
    }

    private static RetryStrategyOptions CreateRetry(SupabaseStorageOptions options, RetryBudget budget, ILogger logger) => new()
    {
        MaxRetryAttempts = options.MaxRetries,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromMilliseconds(200),
        MaxDelay = TimeSpan.FromSeconds(5),
        UseJitter = true,
        ShouldHandle = arguments => ValueTask.FromResult(
            arguments.Outcome.Exception is StorageException { IsTransient: true } error
            && arguments.AttemptNumber < options.MaxRetries
            && (error.RetryAfter ?? TimeSpan.Zero) <= MaxRetryAfter
            && MayRetry(arguments.Context.Properties.GetValue(StateKey, null!).Call, error)
            && budget.TrySpend()),
        DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Exception as StorageException)?.RetryAfter),
        OnRetry = arguments =>
        {
            var error = (StorageException)arguments.Outcome.Exception!;
            var call = arguments.Context.Properties.GetValue(StateKey, null!).Call;
            Log.Retrying(logger, call.Purpose, arguments.AttemptNumber + 1, arguments.RetryDelay.TotalMilliseconds, error.Status);
            return ValueTask.CompletedTask;
        },
    };

    private static CircuitBreakerStrategyOptions CreateCircuitBreaker(RetryBudget budget, ILogger logger) => new()
    {
        FailureRatio = 0.5,
        MinimumThroughput = 20,
        SamplingDuration = TimeSpan.FromSeconds(30),
        BreakDuration = TimeSpan.FromSeconds(5),
        ShouldHandle = arguments =>
        {
            budget.Earn();

            // A rate limit (429) does not mean that the server has failed.
            return ValueTask.FromResult(arguments.Outcome.Exception is StorageException { IsTransient: true, Status: not 429 });
        },
        OnOpened = arguments =>
        {
            Log.CircuitOpened(logger, arguments.BreakDuration.TotalSeconds);
            return ValueTask.CompletedTask;
        },
    };

    private static bool MayRetry(StorageCall call, StorageException error) => !call.DisableRetry && (call.IsIdempotent || !error.OutcomeUnknown);
}
