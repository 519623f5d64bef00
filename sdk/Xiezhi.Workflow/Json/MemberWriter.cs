using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Workflow.Json;

/// <summary>Writes the members of an object, leaving out those that are empty. Their names are words of this project, in which nothing is to be escaped.</summary>
internal readonly struct MemberWriter(JsonWriter writer)
{
    internal MemberWriter Begin()
    {
        writer.WriteStartObject();
        return this;
    }

    internal void End() => writer.WriteEndObject();

    internal MemberWriter Put(string name, string? value)
    {
        if (value is not null)
        {
            writer.WritePropertyName(name, escape: false);
            writer.WriteValue(value);
        }

        return this;
    }

    internal MemberWriter Put(string name, int value)
    {
        writer.WritePropertyName(name, escape: false);
        writer.WriteValue(value);
        return this;
    }

    internal MemberWriter PutUnlessZero(string name, int value) => value == 0 ? this : Put(name, value);

    internal MemberWriter Put(string name, DateTimeOffset value) => Put(name, value.ToString("O", CultureInfo.InvariantCulture));

    internal MemberWriter Put(string name, ValueContext values)
    {
        if (values.Count > 0)
        {
            writer.WritePropertyName(name, escape: false);
            // Entry by entry: whole, a lone entry that begins with $ would be written as a marked value, and read back as what it is not.
            writer.WriteStartObject();
            foreach (var (entry, value) in values.Entries)
            {
                writer.WritePropertyName(entry);
                ValueJson.Write(writer, value);
            }

            writer.WriteEndObject();
        }

        return this;
    }

    internal MemberWriter Put(string name, Value value)
    {
        if (!value.IsNull)
        {
            writer.WritePropertyName(name, escape: false);
            ValueJson.Write(writer, value);
        }

        return this;
    }

    internal MemberWriter Put(string name, ImmutableArray<string> values)
    {
        if (!values.IsDefaultOrEmpty)
        {
            writer.WritePropertyName(name, escape: false);
            writer.WriteStartArray();
            foreach (var value in values)
            {
                writer.WriteValue(value);
            }

            writer.WriteEndArray();
        }

        return this;
    }

    internal MemberWriter Put(string name, ImmutableArray<int> values)
    {
        if (!values.IsDefaultOrEmpty)
        {
            writer.WritePropertyName(name, escape: false);
            writer.WriteStartArray();
            foreach (var value in values)
            {
                writer.WriteValue(value);
            }

            writer.WriteEndArray();
        }

        return this;
    }

    internal MemberWriter PutAll<T>(string name, IReadOnlyCollection<T> items, Action<MemberWriter, T> write)
    {
        if (items.Count > 0)
        {
            writer.WritePropertyName(name, escape: false);
            writer.WriteStartArray();
            foreach (var item in items)
            {
                Begin();
                write(this, item);
                End();
            }

            writer.WriteEndArray();
        }

        return this;
    }
}
