using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Unified.Media.TestStorage;

/// <summary>Handles requests: records them, injects faults, calls the route, and writes error responses.</summary>
internal sealed class StoragePipeline(StorageRoutes routes, RequestRecorder recorder, FaultInjector faults, TimeProvider time)
{
    private const int MaxHeaderBytes = 16 * 1024;

    public async Task HandleAsync(HttpContext context)
    {
        recorder.Add(context);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        try
        {
            if (faults.Take(context.Request.Method, target) is { } fault)
            {
                await FaultBehavior.ApplyAsync(context, fault, time, () => RouteAsync(context));
            }
            else
            {
                await RouteAsync(context);
            }

            await DrainAsync(context);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or BadHttpRequestException)
        {
            // The client closed the connection, or a fault cut it.
            context.Abort();
        }
    }

    private async Task RouteAsync(HttpContext context)
    {
        try
        {
            if (context.Request.Headers.Sum(h => h.Key.Length + h.Value.ToString().Length + 4) > MaxHeaderBytes)
            {
                throw StorageErrors.HeadersTooLarge;
            }

            await routes.HandleAsync(StorageRequest.From(context));
        }
        catch (StorageErrorException failure)
        {
            await Responses.FailureAsync(context, failure);
        }
    }

    /// <summary>
    /// Reads and discards the rest of the request body. Like the real server, this keeps the connection open after an early error, so that a client
    /// that is still sending receives the response.
    /// </summary>
    private static async Task DrainAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true || context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        await context.Response.CompleteAsync();
        var reader = context.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(context.RequestAborted);
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted || result.IsCanceled)
            {
                return;
            }
        }
    }
}
