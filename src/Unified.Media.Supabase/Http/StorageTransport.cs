using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;

namespace Unified.Media.Supabase;

/// <summary>
/// Makes calls: addresses, keys and tokens, watch, tries. An error is translated here, once. Everything about a request ends with it.
/// </summary>
internal sealed class StorageTransport
{
    public const string ClientName = "Unified.Media.Supabase";

    private const int MaxErrorBytes = 16 * 1024;
    private static readonly TimeSpan ShortCall = TimeSpan.FromSeconds(10);

    // One for good: its handler renews connections, and nothing of a request is ever put onto it.
    private readonly Lazy<HttpClient> _client;
    private readonly StorageCredentials _credentials;
    private readonly ResiliencePipeline _pipeline;
    private readonly TimeSpan _stallTimeout;
    private readonly StorageAddress _address;
    private readonly TimeProvider _time;

    public StorageTransport(
        IHttpClientFactory clients, IOptions<SupabaseStorageOptions> options, StorageAddress address, StorageCredentials credentials,
        TimeProvider time, ILogger<StorageTransport> logger)
    {
        _client = new(() => clients.CreateClient(ClientName));
        _credentials = credentials;
        _pipeline = RetryPipeline.Create(options.Value, time, logger);
        _stallTimeout = options.Value.StallTimeout;
        _address = address;
        _time = time;
    }

    /// <summary>Calls, and reads the answer as JSON.</summary>
    /// <exception cref="MediaException">The call failed; the cause is a <see cref="StorageException"/>.</exception>
    public Task<T> SendAsync<T>(StorageCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(call, (answer, token) => SupabaseContent.ReadAsync(answer, type, token), cancellationToken);

    /// <summary>Calls, and takes nothing from the answer but that it is a success.</summary>
    /// <exception cref="MediaException">The call failed; the cause is a <see cref="StorageException"/>.</exception>
    public Task SendAsync(StorageCall call, CancellationToken cancellationToken) =>
        SendAsync(call, static (_, _) => ValueTask.FromResult(true), cancellationToken);

    /// <summary>Calls, with as many tries as are allowed and of use.</summary>
    /// <param name="call">The call.</param>
    /// <param name="read">Reads the answer, which is closed after it; part of the try.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="MediaException">The call failed; the cause is a <see cref="StorageException"/>.</exception>
    public async Task<T> SendAsync<T>(
        StorageCall call, Func<HttpResponseMessage, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await ExecuteAsync(call, read, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException error)
        {
            throw SupabaseErrors.Translate(error, call);
        }
    }

    /// <summary>Calls, and reads the answer as JSON; null for errors which say that there is none of it.</summary>
    public Task<T?> SendOrNullAsync<T>(
        StorageCall call, Func<StorageErrorKind, bool> isAbsent, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        SendOrNullAsync<T>(
            call, isAbsent, async (answer, token) => await SupabaseContent.ReadAsync(answer, type, token).ConfigureAwait(false), cancellationToken);

    /// <summary>Calls; null for errors which say that there is none of it.</summary>
    public async Task<T?> SendOrNullAsync<T>(
        StorageCall call, Func<StorageErrorKind, bool> isAbsent, Func<HttpResponseMessage, CancellationToken, ValueTask<T?>> read,
        CancellationToken cancellationToken)
    {
        try
        {
            return await ExecuteAsync(call, read, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException error) when (isAbsent(error.Kind))
        {
            return default;
        }
        catch (StorageException error)
        {
            throw SupabaseErrors.Translate(error, call);
        }
    }

    /// <summary>Calls; false for errors which say that there is none of it.</summary>
    public Task<bool> TrySendAsync(StorageCall call, Func<StorageErrorKind, bool> isAbsent, CancellationToken cancellationToken) =>
        SendOrNullAsync(call, isAbsent, static (_, _) => ValueTask.FromResult(true), cancellationToken);

    private async Task<T> ExecuteAsync<T>(
        StorageCall call, Func<HttpResponseMessage, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        var state = new StorageCallState(call);
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(RetryPipeline.State, state);
            return await _pipeline.ExecuteAsync(
                static async (context, arguments) =>
                    await arguments.Transport.TryOnceAsync(arguments.State, arguments.Read, context.CancellationToken)
                        .ConfigureAwait(false),
                context,
                (Transport: this, State: state, Read: read)).ConfigureAwait(false);
        }
        catch (StorageException error)
        {
            (error.CallOutcomeUnknown, error.Identity) = (state.OutcomeUnknown, state.Identity);
            throw;
        }
        catch (BrokenCircuitException exception)
        {
            throw new StorageException(StorageErrorKind.Unavailable, "No call is made, because too many have failed.", exception)
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

    private async ValueTask<T> TryOnceAsync<T>(
        StorageCallState state, Func<HttpResponseMessage, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        var call = state.Call;
        state.Identity = await WhoAsync(call, cancellationToken).ConfigureAwait(false);
        using var watch = new StallWatch(
            call.IsLong || _stallTimeout < ShortCall ? _stallTimeout : ShortCall, _time, cancellationToken);
        using var request = Request(call, watch);
        _credentials.Apply(request, state.Identity);
        var keep = false;
        HttpResponseMessage? answer = null;
        try
        {
            answer = await _client.Value
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, watch.Token).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode)
            {
                var body = await ReadErrorAsync(answer, watch.Token).ConfigureAwait(false);
                throw SupabaseErrors.OfAnswer(answer.StatusCode, body, answer.Headers.RetryAfter, _time);
            }

            var result = await read(answer, watch.Token).ConfigureAwait(false);
            keep = result is HttpResponseMessage;
            return result;
        }
        catch (StorageException error)
        {
            state.OutcomeUnknown |= error.OutcomeUnknown;
            throw;
        }
        catch (Exception exception) when (IsNetworks(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfUnreadable(request, watch);
            var error = SupabaseErrors.OfNetwork(exception, watch.IsStalled, MayBeDone(request));
            state.OutcomeUnknown |= error.OutcomeUnknown;
            throw error;
        }
        finally
        {
            if (!keep)
            {
                answer?.Dispose();
            }
        }
    }

    private async ValueTask<StorageIdentity?> WhoAsync(StorageCall call, CancellationToken cancellationToken) => call switch
    {
        { IsSigned: true } => null,
        { IsService: true } => StorageIdentity.Service,
        _ => await _credentials.ResolveAsync(call.BegunFor, cancellationToken).ConfigureAwait(false),
    };

    private HttpRequestMessage Request(StorageCall call, StallWatch watch)
    {
        var root = call.IsLargeUpload ? _address.UploadBase : _address.Base;
        var request = new HttpRequestMessage(call.Method, new Uri(root + call.Path)) { Content = call.Content?.Invoke(watch) };
        foreach (var (name, value) in call.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    private static bool MayBeDone(HttpRequestMessage request) => request.Content is not BodyContent body || body.IsSent;

    private static void ThrowIfUnreadable(HttpRequestMessage request, StallWatch watch)
    {
        if (request.Content is BodyContent { SourceFailure: { } failure } && !(watch.IsStalled && failure is OperationCanceledException))
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    // What is not the network's goes through: cancellation, the body's own failures, mistakes.
    private static bool IsNetworks(Exception exception) =>
        exception is HttpRequestException or IOException or OperationCanceledException or JsonException;

    private static async ValueTask<byte[]> ReadErrorAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using var scope = stream.ConfigureAwait(false);
            var buffer = new byte[MaxErrorBytes];
            var count = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            return buffer[..count];
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The status alone must do.
            return [];
        }
    }
}
