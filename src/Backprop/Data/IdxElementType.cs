namespace Backprop.Data;

/// <summary>What the elements of an IDX file are; the values are those of the third byte of the file. All are big-endian.</summary>
public enum IdxElementType : byte
{
    /// <summary>0 to 255: the images and labels of MNIST.</summary>
    UnsignedByte = 0x08,

    /// <summary>−128 to 127.</summary>
    SignedByte = 0x09,

    /// <summary>16 bits with a sign.</summary>
    Int16 = 0x0B,

    /// <summary>32 bits with a sign.</summary>
    Int32 = 0x0C,

    /// <summary>32 bits, IEEE 754.</summary>
    Single = 0x0D,

    /// <summary>64 bits, IEEE 754.</summary>
    Double = 0x0E,
}
