using System.Text.Json;
using System.Text.Json.Nodes;
using Unified.Media.TestStorage;

namespace Unified.Media.Supabase.Tests.Server;

/// <summary>The local server responds like the real server did when it was recorded.</summary>
public sealed class ReplayTests
{
    public static TheoryData<string> Names => [.. TranscriptFiles.Names];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Local_server_responds_as_recorded(string name)
    {
        await using var server = await StorageServer.StartAsync(cancellationToken: Cancellation);
        await using var target = StorageTargets.Local(server);
        await ReplayAsync(name, target);
    }

    /// <summary>Shows the changes of the real server since the recording, if a real server is available.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task Real_server_still_responds_as_recorded(string name)
    {
        var target = StorageUnderTest.Target;
        Assert.SkipWhen(
            target.Kind == StorageTargetKind.Local, "There is no real server: set UNIFIED_MEDIA_TEST_SUPABASE_URL, or start Docker.");
        await ReplayAsync(name, target);
    }

    private static async Task ReplayAsync(string name, StorageTarget target)
    {
        var transcript = await TranscriptFiles.ReadAsync(name, Cancellation);
        Assert.SkipWhen(transcript.Users && target.JwtSecret is null, "Tokens of users need UNIFIED_MEDIA_TEST_SUPABASE_JWT_SECRET.");
        await using var run = await TranscriptRun.StartAsync(target, Cancellation);
        foreach (var (index, step) in transcript.Steps.Index())
        {
            var expected = step.Response ?? throw new InvalidDataException(name + " is not recorded.");
            var actual = await run.SendAsync(step, Cancellation);
            var place = $"step {index + 1}: {step.Request.Method} {step.Request.Path} {step.Why}\n";
            Assert.Equal(place + Text(expected, step), place + Text(actual, step));
        }
    }

    // Compares whole responses as text with sorted properties, so that a failure shows both responses.
    private static string Text(TranscriptResponse response, TranscriptStep step) => step.StatusOnly
        ? $"{response.Status}"
        : JsonSerializer.Serialize(response with { Json = Sorted(response.Json) }, TranscriptFiles.Json);

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(
            o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
