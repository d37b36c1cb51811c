using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Unified.Media.Supabase;

/// <summary>
/// When a call is tried again, and when none is made at all. By hand, because ready-made handlers repeat what may have been done already
/// and end every long upload.
/// </summary>
internal static class RetryPipeline
{
    /// <summary>The longest that a server may ask us to wait; a longer wait is passed on to the caller.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public static readonly ResiliencePropertyKey<StorageCallState> State = new("call");

    public static ResiliencePipeline Create(SupabaseStorageOptions options, TimeProvider time, ILogger logger)
    {
        var budget = new RetryBudget();
        var builder = new ResiliencePipelineBuilder { TimeProvider = time, Name = SupabaseErrors.Provider };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(Retry(options, budget, logger));
        }

        return builder.AddCircuitBreaker(Breaker(budget, logger)).Build();
    }

    private static RetryStrategyOptions Retry(SupabaseStorageOptions options, RetryBudget budget, ILogger logger) => new()
    {
        MaxRetryAttempts = options.MaxRetries,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromMilliseconds(200),
        MaxDelay = TimeSpan.FromSeconds(5),
        UseJitter = true,
        ShouldHandle = arguments => ValueTask.FromResult(
            arguments.Outcome.Exception is StorageFault { IsTransient: true } fault
            && arguments.AttemptNumber < options.MaxRetries
            && (fault.RetryAfter ?? TimeSpan.Zero) <= LongestWait
            && MayRepeat(arguments.Context.Properties.GetValue(State, null!).Call, fault)
            && budget.TrySpend()),
        DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Exception as StorageFault)?.RetryAfter),
        OnRetry = arguments =>
        {
            var fault = (StorageFault)arguments.Outcome.Exception!;
            var call = arguments.Context.Properties.GetValue(State, null!).Call;
            Log.Retrying(logger, call.What, arguments.AttemptNumber + 1, arguments.RetryDelay.TotalMilliseconds, fault.Status);
            return ValueTask.CompletedTask;
        },
    };

    private static CircuitBreakerStrategyOptions Breaker(RetryBudget budget, ILogger logger) => new()
    {
        FailureRatio = 0.5,
        MinimumThroughput = 20,
        SamplingDuration = TimeSpan.FromSeconds(30),
        BreakDuration = TimeSpan.FromSeconds(5),
        ShouldHandle = arguments =>
        {
            budget.Earn();

            // Asking for a pause is not being broken.
            return ValueTask.FromResult(arguments.Outcome.Exception is StorageFault { IsTransient: true, Status: not 429 });
        },
        OnOpened = arguments =>
        {
            Log.BreakerOpened(logger, arguments.BreakDuration.TotalSeconds);
            return ValueTask.CompletedTask;
        },
    };

    private static bool MayRepeat(StorageCall call, StorageFault fault) => !call.NoRetry && (call.IsRepeatable || !fault.OutcomeUnknown);
}
