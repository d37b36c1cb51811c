using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;

namespace Unified.Media.Supabase;

/// <summary>
/// Sends calls to Storage: adds credentials, aborts stalled attempts, retries, and translates errors. Safe for concurrent use.
/// </summary>
internal sealed class StorageTransport
{
    public const string ClientName = "Unified.Media.Supabase";

    private const int MaxErrorBytes = 16 * 1024;
    private static readonly TimeSpan ShortCallTimeout = TimeSpan.FromSeconds(10);

    // One client for all requests, because its handler renews connections. It has no default headers, which requests would share.
    private readonly Lazy<HttpClient> _client;
    private readonly StorageCredentials _credentials;
    private readonly ResiliencePipeline _pipeline;
    private readonly TimeSpan _stallTimeout;
    private readonly StorageEndpoint _endpoint;
    private readonly TimeProvider _time;

    public StorageTransport(
        IHttpClientFactory clients, IOptions<SupabaseStorageOptions> options, StorageEndpoint endpoint, StorageCredentials credentials,
        TimeProvider time, ILogger<StorageTransport> logger)
    {
        _client = new(() => clients.CreateClient(ClientName));
        _credentials = credentials;
        _pipeline = RetryPipeline.Create(options.Value, time, logger);
        _stallTimeout = options.Value.StallTimeout;
        _endpoint = endpoint;
        _time = time;
    }

    /// <summary>Sends a call, and reads the response as JSON.</summary>
    /// <exception cref="MediaException">The call failed; the cause is a <see cref="StorageException"/>.</exception>
    public Task<T> SendAsync<T>(StorageCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(call, (response, token) => SupabaseContent.ReadAsync(response, type, token), cancellationToken);

    /// <summary>Sends a call, and ignores the content of the response.</summary>
    /// <exception cref="MediaException">The call failed; the cause is a <see cref="StorageException"/>.</exception>
    public Task SendAsync(StorageCall call, CancellationToken cancellationToken) =>
        SendAsync(call, static (_, _) => ValueTask.FromResult(true), cancellationToken);

    /// <summary>Sends a call, and retries it within the limits of the options.</summary>
    /// <param name="call">The call.</param>
    /// <param name="readResponse">Reads the response as a part of the attempt. The response is disposed afterwards, unless it is the result.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="MediaException">The call failed; the cause is a <see cref="StorageException"/>.</exception>
    public async Task<T> SendAsync<T>(
        StorageCall call, Func<HttpResponseMessage, CancellationToken, ValueTask<T>> readResponse, CancellationToken cancellationToken)
    {
        try
        {
            return await ExecuteAsync(call, readResponse, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException error)
        {
            throw SupabaseErrors.Translate(error, call);
        }
    }

    /// <summary>Sends a call, and reads the response as JSON. Returns null for errors that <paramref name="isNotFound"/> accepts.</summary>
    public Task<T?> SendOrNullAsync<T>(
        StorageCall call, Func<StorageErrorKind, bool> isNotFound, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        SendOrNullAsync<T>(
            call,
            isNotFound,
            async (response, token) => await SupabaseContent.ReadAsync(response, type, token).ConfigureAwait(false),
            cancellationToken);

    /// <summary>Sends a call. Returns null for errors that <paramref name="isNotFound"/> accepts.</summary>
    public async Task<T?> SendOrNullAsync<T>(
        StorageCall call, Func<StorageErrorKind, bool> isNotFound, Func<HttpResponseMessage, CancellationToken, ValueTask<T?>> readResponse,
        CancellationToken cancellationToken)
    {
        try
        {
            return await ExecuteAsync(call, readResponse, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException error) when (isNotFound(error.Kind))
        {
            return default;
        }
        catch (StorageException error)
        {
            throw SupabaseErrors.Translate(error, call);
        }
    }

    /// <summary>Sends a call. Returns false for errors that <paramref name="isExpected"/> accepts.</summary>
    public Task<bool> TrySendAsync(StorageCall call, Func<StorageErrorKind, bool> isExpected, CancellationToken cancellationToken) =>
        SendOrNullAsync(call, isExpected, static (_, _) => ValueTask.FromResult(true), cancellationToken);

    private async Task<T> ExecuteAsync<T>(
        StorageCall call, Func<HttpResponseMessage, CancellationToken, ValueTask<T>> readResponse, CancellationToken cancellationToken)
    {
        var state = new StorageCallState(call);
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(RetryPipeline.StateKey, state);
            return await _pipeline.ExecuteAsync(
                static async (context, arguments) =>
                    await arguments.Transport.SendOnceAsync(arguments.State, arguments.ReadResponse, context.CancellationToken)
                        .ConfigureAwait(false),
                context,
                (Transport: this, State: state, ReadResponse: readResponse)).ConfigureAwait(false);
        }
        catch (StorageException error)
        {
            (error.CallOutcomeUnknown, error.Identity) = (state.OutcomeUnknown, state.Identity);
            throw;
        }
        catch (BrokenCircuitException exception)
        {
            throw new StorageException(StorageErrorKind.Unavailable, "The circuit breaker is open, because too many calls have failed.", exception)
            {
                RetryAfter = exception.RetryAfter,
                CallOutcomeUnknown = state.OutcomeUnknown,
                Identity = state.Identity,
            };
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<T> SendOnceAsync<T>(
        StorageCallState state, Func<HttpResponseMessage, CancellationToken, ValueTask<T>> readResponse, CancellationToken cancellationToken)
    {
        var call = state.Call;
        state.Identity = await ResolveIdentityAsync(call, cancellationToken).ConfigureAwait(false);
        using var stallTimer = new StallTimer(
            call.IsTransfer || _stallTimeout < ShortCallTimeout ? _stallTimeout : ShortCallTimeout, _time, cancellationToken);
        using var request = CreateRequest(call, stallTimer);
        _credentials.Apply(request, state.Identity);
        var isResponseReturned = false;
        HttpResponseMessage? response = null;
        try
        {
            response = await _client.Value
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stallTimer.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                var body = await ReadErrorAsync(response, stallTimer.Token).ConfigureAwait(false);
                throw SupabaseErrors.FromResponse(response.StatusCode, body, response.Headers.RetryAfter, _time);
            }

            var result = await readResponse(response, stallTimer.Token).ConfigureAwait(false);
            isResponseReturned = result is HttpResponseMessage;
            return result;
        }
        catch (StorageException error)
        {
            state.OutcomeUnknown |= error.OutcomeUnknown;
            throw;
        }
        catch (Exception exception) when (IsNetworkFailure(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfBodyFailed(request, stallTimer);
            var error = SupabaseErrors.FromException(exception, stallTimer.IsStalled, MayHaveTakenEffect(request));
            state.OutcomeUnknown |= error.OutcomeUnknown;
            throw error;
        }
        finally
        {
            if (!isResponseReturned)
            {
                response?.Dispose();
            }
        }
    }

    private async ValueTask<StorageIdentity?> ResolveIdentityAsync(StorageCall call, CancellationToken cancellationToken) => call switch
    {
        { OmitsAccessToken: true } => null,
        { UsesConfiguredKey: true } => StorageIdentity.Service,
        _ => await _credentials.ResolveAsync(call.Caller!, cancellationToken).ConfigureAwait(false),
    };

    private HttpRequestMessage CreateRequest(StorageCall call, StallTimer stallTimer)
    {
        var baseAddress = call.IsLargeUpload ? _endpoint.UploadBase : _endpoint.Base;
        var request = new HttpRequestMessage(call.Method, new Uri(baseAddress + call.Path)) { Content = call.Content?.Invoke(stallTimer) };
        foreach (var (name, value) in call.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    private static bool MayHaveTakenEffect(HttpRequestMessage request) => request.Content is not ObjectBodyContent body || body.IsSent;

    private static void ThrowIfBodyFailed(HttpRequestMessage request, StallTimer stallTimer)
    {
        if (request.Content is ObjectBodyContent { BodyFailure: { } failure } && !(stallTimer.IsStalled && failure is OperationCanceledException))
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private static bool IsNetworkFailure(Exception exception) =>
        exception is HttpRequestException or IOException or OperationCanceledException or JsonException;

    private static async ValueTask<byte[]> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using var scope = stream.ConfigureAwait(false);
            var buffer = new byte[MaxErrorBytes];
            var count = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            return buffer[..count];
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // Without a body, the error is created from the HTTP status alone.
            return [];
        }
    }
}
