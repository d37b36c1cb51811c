using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Unified.Media.Supabase;

/// <summary>Everything that goes over the wire as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BucketResponse))]
[JsonSerializable(typeof(CopyRequest))]
[JsonSerializable(typeof(DeleteManyRequest))]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(ObjectInfoResponse))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(ListedObject[]))]
[JsonSerializable(typeof(ListResponse))]
[JsonSerializable(typeof(ListRequest))]
[JsonSerializable(typeof(MoveRequest))]
[JsonSerializable(typeof(CreateBucketRequest))]
[JsonSerializable(typeof(SignResponse[]))]
[JsonSerializable(typeof(SignUploadResponse))]
[JsonSerializable(typeof(SignRequest))]
internal sealed partial class SupabaseJson : JsonSerializerContext;
