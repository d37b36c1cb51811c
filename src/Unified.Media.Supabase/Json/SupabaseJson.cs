using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Unified.Media.Supabase;

/// <summary>Everything that goes over the wire as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BucketBody))]
[JsonSerializable(typeof(CopyBody))]
[JsonSerializable(typeof(DeletionBody))]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(InfoBody))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(ListedBody[]))]
[JsonSerializable(typeof(ListingBody))]
[JsonSerializable(typeof(ListingQueryBody))]
[JsonSerializable(typeof(MoveBody))]
[JsonSerializable(typeof(NewBucketBody))]
[JsonSerializable(typeof(SignedBody[]))]
[JsonSerializable(typeof(SignedUploadBody))]
[JsonSerializable(typeof(SigningBody))]
internal sealed partial class SupabaseJson : JsonSerializerContext;
