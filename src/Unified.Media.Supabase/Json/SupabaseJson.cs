using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Unified.Media.Supabase;

/// <summary>The serializer for the JSON of requests and responses.</summary>
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
[JsonSerializable(typeof(UploadResponse))]
internal sealed partial class SupabaseJson : JsonSerializerContext;
