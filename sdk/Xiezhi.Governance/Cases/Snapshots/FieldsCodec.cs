using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Xiezhi.Governance.Cases.Snapshots;

/// <summary>An object or structure, field by field, whoever may see them: what a state is made of is all in its fields.</summary>
internal sealed class FieldsCodec<T> : SnapshotCodec<T>
{
    private FieldCodec<T>[] _fields = [];

    public void Set(FieldCodec<T>[] fields) => _fields = fields;

    public override void Write(BinaryWriter to, T value)
    {
        if (!typeof(T).IsValueType)
        {
            to.Write(value is not null);
            if (value is null)
            {
                return;
            }
        }

        foreach (var field in _fields)
        {
            field.Write(to, ref value);
        }
    }

    public override T Read(BinaryReader from)
    {
        if (!typeof(T).IsValueType && !from.ReadBoolean())
        {
            return default!;
        }

        var value = typeof(T).IsValueType ? default! : (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
        foreach (var field in _fields)
        {
            field.Read(from, ref value);
        }

        return value;
    }
}

/// <summary>One field of an object.</summary>
internal abstract class FieldCodec<TOwner>
{
    public abstract void Write(BinaryWriter to, ref TOwner owner);

    public abstract void Read(BinaryReader from, ref TOwner owner);
}

/// <inheritdoc cref="FieldCodec{TOwner}"/>
internal sealed class FieldCodec<TOwner, TField>(FieldInfo field, SnapshotCodec<TField> content) : FieldCodec<TOwner>
{
    private delegate TField Getter(ref TOwner owner);

    private delegate void Setter(ref TOwner owner, TField value);

    private readonly Getter _get = Compile<Getter>(field, typeof(TField), [typeof(TOwner).MakeByRefType()]);
    private readonly Setter _set = Compile<Setter>(field, typeof(void), [typeof(TOwner).MakeByRefType(), typeof(TField)]);

    public override void Write(BinaryWriter to, ref TOwner owner) => content.Write(to, _get(ref owner));

    public override void Read(BinaryReader from, ref TOwner owner) => _set(ref owner, content.Read(from));

    // Reflection would box every value; a case of ten thousand events has tens of thousands of them.
    private static TDelegate Compile<TDelegate>(FieldInfo field, Type result, Type[] parameters)
        where TDelegate : Delegate
    {
        var method = new DynamicMethod(field.Name, result, parameters, typeof(TOwner).Module, skipVisibility: true);
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        if (!typeof(TOwner).IsValueType)
        {
            code.Emit(OpCodes.Ldind_Ref);
        }

        if (parameters.Length == 1)
        {
            code.Emit(OpCodes.Ldfld, field);
        }
        else
        {
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(OpCodes.Stfld, field);
        }

        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<TDelegate>();
    }
}
