//! The Parquet types that a column of a price table may have, and their conversion to text.
//!
//! Every column is decoded as its stored number or bytes. Its logical type decides how the value is
//! written as text. So an amount may be a string, an integer, a float or a decimal, and a date a
//! string, a date or a timestamp. A column of the type null, which engines write if it has no value,
//! is not decoded.

use polars::prelude::{ArrowDataType, ArrowField};
use polars_parquet::parquet::schema::Repetition;
use polars_parquet::parquet::schema::types::{IntegerType, PrimitiveType};
use polars_parquet::read::{
    ParquetTimeUnit, ParquetType, PhysicalType, PrimitiveConvertedType, PrimitiveLogicalType,
};

/// Largest number of decimal places, that of a 128-bit decimal.
const MAX_SCALE: usize = 38;

/// Most entries of a list on average: there are some 60 places of service.
const MAX_LIST_VALUES: u64 = 256;

/// The conversion of stored values to text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellType {
    /// Bytes that are text.
    Text,
    /// Numbers as they are.
    Number,
    /// Numbers with so many decimal places.
    Decimal(usize),
    /// Days since 1970.
    Day,
    /// Timestamps since 1970, with so many units per day.
    Moment(i64),
    /// Lists of text or numbers.
    List,
    /// True and false, which no column may hold.
    Boolean,
}

/// A column as it is decoded.
#[derive(Debug, Clone)]
pub(super) struct PlainColumn {
    /// Name, and the plain type.
    pub(super) field: ArrowField,
    /// Conversion of its values to text.
    pub(super) cell_type: CellType,
}

impl PlainColumn {
    /// Finds how to read a column; none if its type cannot be a cell of a price table.
    pub(super) fn of(column: &ParquetType) -> Option<Self> {
        let primitive = match column {
            ParquetType::PrimitiveType(primitive) => primitive,
            ParquetType::GroupType { .. } => return Self::list(column),
        };
        if primitive.field_info.repetition == Repetition::Repeated {
            return None;
        }
        let (stored, cell_type) = stored_as(primitive)?;
        Some(Self {
            field: ArrowField::new(column.name().into(), stored, true),
            cell_type,
        })
    }

    /// Reads the type of a list of text or numbers.
    fn list(column: &ParquetType) -> Option<Self> {
        let element = list_element(column)?;
        let (stored, cell_type) = stored_as(element)?;
        if !matches!(cell_type, CellType::Text | CellType::Number) {
            return None;
        }
        let is_nullable = |repetition: Repetition| repetition == Repetition::Optional;
        let inner = ArrowField::new(
            element.field_info.name.clone(),
            stored,
            is_nullable(element.field_info.repetition),
        );
        let list = ArrowDataType::LargeList(Box::new(inner));
        Some(Self {
            field: ArrowField::new(
                column.name().into(),
                list,
                is_nullable(column.get_field_info().repetition),
            ),
            cell_type: CellType::List,
        })
    }

    /// Returns the most values a row may have: one, or the limit for a list of places or modifiers.
    pub(super) const fn most_values(&self) -> u64 {
        match self.cell_type {
            CellType::List => MAX_LIST_VALUES,
            _ => 1,
        }
    }
}

/// True if the type of a column is null, or a list of it. Such a column has no value.
pub(super) fn is_null(column: &ParquetType) -> bool {
    let element = match column {
        ParquetType::PrimitiveType(primitive) => Some(primitive),
        ParquetType::GroupType { .. } => list_element(column),
    };
    element.is_some_and(|element| {
        element.logical_type == Some(PrimitiveLogicalType::Unknown)
            && element.field_info.repetition != Repetition::Repeated
    })
}

/// Returns the element of a list in the usual three levels: the column, a repeated group, its one
/// element.
fn list_element(column: &ParquetType) -> Option<&PrimitiveType> {
    let ParquetType::GroupType {
        field_info, fields, ..
    } = column
    else {
        return None;
    };
    let [
        ParquetType::GroupType {
            field_info: repeated,
            fields: elements,
            ..
        },
    ] = fields.as_slice()
    else {
        return None;
    };
    let [ParquetType::PrimitiveType(element)] = elements.as_slice() else {
        return None;
    };
    let is_list = field_info.repetition != Repetition::Repeated
        && repeated.repetition == Repetition::Repeated
        && element.field_info.repetition != Repetition::Repeated;
    is_list.then_some(element)
}

fn stored_as(column: &PrimitiveType) -> Option<(ArrowDataType, CellType)> {
    match column.physical_type {
        PhysicalType::ByteArray => bytes_as(column),
        PhysicalType::FixedLenByteArray(_) => {
            let (precision, scale) = decimal_of(column)?;
            Some((
                ArrowDataType::Decimal(precision, scale),
                CellType::Decimal(scale),
            ))
        }
        PhysicalType::Int32 if is_unsigned(column) => {
            Some((ArrowDataType::UInt32, CellType::Number))
        }
        PhysicalType::Int32 => Some((ArrowDataType::Int32, whole_as(column)?)),
        PhysicalType::Int64 if is_unsigned(column) => {
            Some((ArrowDataType::UInt64, CellType::Number))
        }
        PhysicalType::Int64 => Some((ArrowDataType::Int64, whole_as(column)?)),
        PhysicalType::Float => Some((ArrowDataType::Float32, CellType::Number)),
        PhysicalType::Double => Some((ArrowDataType::Float64, CellType::Number)),
        PhysicalType::Boolean => Some((ArrowDataType::Boolean, CellType::Boolean)),
        PhysicalType::Int96 => None,
    }
}

fn bytes_as(column: &PrimitiveType) -> Option<(ArrowDataType, CellType)> {
    use PrimitiveConvertedType as Converted;
    use PrimitiveLogicalType as Logical;
    match (column.logical_type, column.converted_type) {
        (None, None | Some(Converted::Utf8 | Converted::Enum))
        | (Some(Logical::String | Logical::Enum), _) => {
            Some((ArrowDataType::BinaryView, CellType::Text))
        }
        _ => {
            let (precision, scale) = decimal_of(column)?;
            Some((
                ArrowDataType::Decimal(precision, scale),
                CellType::Decimal(scale),
            ))
        }
    }
}

fn whole_as(column: &PrimitiveType) -> Option<CellType> {
    use PrimitiveConvertedType as Converted;
    use PrimitiveLogicalType as Logical;
    match (column.logical_type, column.converted_type) {
        (Some(Logical::Date), _) | (None, Some(Converted::Date)) => Some(CellType::Day),
        (Some(Logical::Timestamp { unit, .. }), _) => Some(CellType::Moment(moments_a_day(unit))),
        (None, Some(Converted::TimestampMillis)) => Some(CellType::Moment(moments_a_day(
            ParquetTimeUnit::Milliseconds,
        ))),
        (None, Some(Converted::TimestampMicros)) => Some(CellType::Moment(moments_a_day(
            ParquetTimeUnit::Microseconds,
        ))),
        (Some(Logical::Decimal(..)), _) | (None, Some(Converted::Decimal(..))) => {
            Some(CellType::Decimal(decimal_of(column)?.1))
        }
        (None | Some(Logical::Integer(_)), converted) if !is_time(converted) => {
            Some(CellType::Number)
        }
        _ => None,
    }
}

const fn is_time(converted: Option<PrimitiveConvertedType>) -> bool {
    matches!(
        converted,
        Some(PrimitiveConvertedType::TimeMillis | PrimitiveConvertedType::TimeMicros)
    )
}

fn is_unsigned(column: &PrimitiveType) -> bool {
    use IntegerType as Integer;
    use PrimitiveConvertedType as Converted;
    match (column.logical_type, column.converted_type) {
        (Some(PrimitiveLogicalType::Integer(integer)), _) => {
            matches!(
                integer,
                Integer::UInt8 | Integer::UInt16 | Integer::UInt32 | Integer::UInt64
            )
        }
        (None, Some(converted)) => {
            matches!(
                converted,
                Converted::Uint8 | Converted::Uint16 | Converted::Uint32 | Converted::Uint64
            )
        }
        _ => false,
    }
}

/// Returns precision and scale.
fn decimal_of(column: &PrimitiveType) -> Option<(usize, usize)> {
    use PrimitiveConvertedType as Converted;
    use PrimitiveLogicalType as Logical;
    match (column.logical_type, column.converted_type) {
        (Some(Logical::Decimal(precision, scale)), _)
        | (None, Some(Converted::Decimal(precision, scale)))
            if scale <= MAX_SCALE =>
        {
            Some((precision, scale))
        }
        _ => None,
    }
}

const fn moments_a_day(unit: ParquetTimeUnit) -> i64 {
    const SECONDS: i64 = 24 * 60 * 60;
    match unit {
        ParquetTimeUnit::Milliseconds => SECONDS * 1_000,
        ParquetTimeUnit::Microseconds => SECONDS * 1_000_000,
        ParquetTimeUnit::Nanoseconds => SECONDS * 1_000_000_000,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use polars_parquet::parquet::metadata::SchemaDescriptor;

    fn cell_type(column: &str) -> Option<CellType> {
        let end = if column.ends_with('}') { "" } else { ";" };
        let message = format!("message prices {{ {column}{end} }}");
        let schema = SchemaDescriptor::try_from_message(&message).unwrap();
        schema
            .fields()
            .first()
            .and_then(PlainColumn::of)
            .map(|plain| plain.cell_type)
    }

    #[test]
    fn text_numbers_decimals_and_dates_are_cells() {
        for text in ["BYTE_ARRAY a", "BYTE_ARRAY a (UTF8)", "BYTE_ARRAY a (ENUM)"] {
            assert_eq!(
                cell_type(&format!("OPTIONAL {text}")),
                Some(CellType::Text),
                "{text}"
            );
        }
        for number in [
            "INT32 a",
            "INT32 a (INT_8)",
            "INT32 a (UINT_16)",
            "INT64 a (INTEGER(64,false))",
            "FLOAT a",
            "DOUBLE a",
        ] {
            assert_eq!(
                cell_type(&format!("REQUIRED {number}")),
                Some(CellType::Number),
                "{number}"
            );
        }
        for decimal in [
            "INT32 a (DECIMAL(9,2))",
            "INT64 a (DECIMAL(18,2))",
            "FIXED_LEN_BYTE_ARRAY(16) a (DECIMAL(38,2))",
        ] {
            assert_eq!(
                cell_type(&format!("OPTIONAL {decimal}")),
                Some(CellType::Decimal(2)),
                "{decimal}"
            );
        }
        assert_eq!(cell_type("OPTIONAL INT32 a (DATE)"), Some(CellType::Day));
        let moments = [
            ("MILLIS", 86_400_000),
            ("MICROS", 86_400_000_000),
            ("NANOS", 86_400_000_000_000),
        ];
        for (unit, per_day) in moments {
            assert_eq!(
                cell_type(&format!("OPTIONAL INT64 a (TIMESTAMP({unit},true))")),
                Some(CellType::Moment(per_day))
            );
        }
        assert_eq!(
            cell_type("OPTIONAL INT64 a (TIMESTAMP_MICROS)"),
            Some(CellType::Moment(86_400_000_000))
        );
    }

    #[test]
    fn truth_values_are_decoded_to_be_rejected() {
        assert_eq!(cell_type("OPTIONAL BOOLEAN a"), Some(CellType::Boolean));
    }

    #[test]
    fn lists_have_text_or_numbers() {
        let list = |element: &str| {
            cell_type(&format!(
                "OPTIONAL group a (LIST) {{ REPEATED group list {{ OPTIONAL {element} element; }} }}"
            ))
        };
        for element in ["BYTE_ARRAY", "INT32", "INT64", "DOUBLE"] {
            assert_eq!(list(element), Some(CellType::List), "{element}");
        }
        assert_eq!(list("BOOLEAN"), None);
    }

    #[test]
    fn other_types_are_not() {
        let others = [
            "INT96 a",
            "INT32 a (TIME_MILLIS)",
            "INT64 a (TIME(MICROS,true))",
            "FIXED_LEN_BYTE_ARRAY(16) a",
            "BYTE_ARRAY a (BSON)",
        ];
        for other in others {
            assert_eq!(cell_type(&format!("OPTIONAL {other}")), None, "{other}");
        }
        assert_eq!(cell_type("REPEATED BYTE_ARRAY a (UTF8)"), None);
    }
}
